/**
 * `npm test`: everything that must hold, in order, stopping at the first failure. The last line says
 * how many tests passed and failed; where browser tests are run again (with CI set, see
 * playwright.config.ts), those that passed only then are named before it. `--only unit,e2e` runs parts.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findOrInstallChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'blindpair-reports-'));
const bin = (path) => join(root, 'node_modules', path);
const totals = { passed: 0, failed: 0, flaky: [] };
const running = new Set();

/** Runs a Node program in the root; its output goes straight to the terminal, or to `keep`. */
async function node(args, env = {}, keep = null) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', keep ? 'pipe' : 'inherit', keep ? 'pipe' : 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  running.add(child);
  if (keep) for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
  running.delete(child);
  return code === 0;
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** A run that ended badly without naming a failed test counts as one failure. */
function count(passed, failed, ok) {
  totals.passed += passed;
  totals.failed += failed === 0 && !ok ? 1 : failed;
  return ok && failed === 0;
}

async function vitest(name, env, filters = []) {
  const path = join(reports, `${name}.json`);
  const ok = await node(
    [
      bin('vitest/vitest.mjs'),
      'run',
      ...filters,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${path}`,
    ],
    env,
  );
  const report = readReport(path);
  return count(report?.numPassedTests ?? 0, report?.numFailedTests ?? 0, ok && report !== null);
}

const exclusions = (paths) => paths.map((path) => `--exclude=${path}`);

/** The address of a server on which test databases may be made, or null. */
async function postgres() {
  const given = process.env.TEST_DATABASE_URL;
  const url = given || 'postgres://postgres@127.0.0.1:5432/postgres';
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return url;
  } catch (error) {
    if (given) throw new Error(`TEST_DATABASE_URL does not answer: ${error.message}`);
    return null;
  }
}

/**
 * Test files that open a database, directly or through a world of their feature; not those that are
 * about the embedded one itself, which would do the same again here.
 */
function databaseTests() {
  return ['lib', 'cli', 'prisma']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, path)),
    )
    .filter((path) => /\.test\.tsx?$/.test(path))
    .filter((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      return (
        /lib\/testing\/|\/test-[a-z-]+'|describeOnEachDatabase|useWorld/.test(source) &&
        !/\bstartEmbedded\(/.test(source)
      );
    });
}

/**
 * Long tests of what is the same on either database, most of them for the encoders that they run: they
 * run once, on the server where there is one, since only there two workers really work at the same time.
 * Browser tests walk the same paths on the embedded one.
 */
const ONCE = [
  'cli/correction-path.test.ts',
  'cli/embeddings/imported-mining.test.ts',
  'cli/embeddings/remove.test.ts',
  'cli/evaluation-path.test.ts',
  'cli/mining-tiles.test.ts',
  'cli/mine/agreeing.test.ts',
  'cli/mine/guess.test.ts',
  'cli/models/mining.test.ts',
  'cli/rebaselining.test.ts',
  'cli/rejected-path.test.ts',
  'cli/release-path.test.ts',
  'cli/release-withdrawal.test.ts',
  'cli/whole-study.test.ts',
  'lib/features/checks/check.test.ts',
  'lib/features/encoding/encode-missing.test.ts',
  'lib/features/encoding/share-encoding.test.ts',
];

let server;
/** Asked once: what runs in one part and not in the other must not change between them. */
const serverUrl = () => (server ??= postgres());

async function onPostgres() {
  const url = await serverUrl();
  if (url === null) {
    console.log('No Postgres server answers; set TEST_DATABASE_URL to test on one. Left out.');
    return true;
  }
  const good = await vitest('postgres', { TEST_DATABASE_URL: url }, databaseTests());
  await dropTemplates(url);
  return good;
}

/** What lib/testing/database.ts copied test databases from. */
async function dropTemplates(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const names = `select datname from pg_database where datname ~ '^blindpair_template_[0-9a-f]{24}(_making)?$'`;
    for (const { datname } of (await client.query(names)).rows) {
      // One that another run is copying from right now stays; that run drops it.
      await client.query(`drop database if exists ${datname}`).catch(() => undefined);
    }
  } finally {
    await client.end();
  }
}

async function e2e() {
  const chromium = findOrInstallChromium();
  if (!chromium) {
    console.error(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to it.',
    );
    return count(0, 1, false);
  }
  const path = join(reports, 'playwright.json');
  const ok = await node([bin('@playwright/test/cli.js'), 'test'], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: path,
  });
  const report = readReport(path);
  totals.flaky.push(...flakyTests(report?.suites ?? []));
  return count(report?.stats.expected ?? 0, report?.stats.unexpected ?? 0, ok && report !== null);
}

/** Titles of tests that failed first and passed when run again; none where `retries` is 0. */
function flakyTests(suites) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.some((one) => one.status === 'flaky'))
      .map((spec) => `${spec.file}: ${spec.title}`),
    ...flakyTests(suite.suites ?? []),
  ]);
}

const untested = async (ok) => ((await ok) ? true : count(0, 1, false));

let checking;
/**
 * Formatting, lint and types use one core each: types are checked beside the other two, and what they
 * say is kept for their own turn.
 */
function checkTypes() {
  if (checking) return checking;
  const said = [];
  const check = (...args) => node(args, {}, (chunk) => said.push(chunk));
  const whole = async () =>
    (await check(bin('next/dist/bin/next'), 'typegen')) &&
    (await check(bin('typescript/bin/tsc'), '--noEmit'));
  return (checking = { done: whole(), said });
}

const steps = {
  format: () => untested(node([bin('prettier/bin/prettier.cjs'), '--check', '.'])),
  lint: () => untested(node([bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'])),
  types: async () => {
    const { done, said } = checkTypes();
    const ok = await done;
    process.stdout.write(Buffer.concat(said));
    return untested(ok);
  },
  unit: async () => {
    const later = order.includes('postgres') && (await serverUrl()) !== null ? ONCE : [];
    return vitest('unit', { TEST_DATABASE_URL: '' }, exclusions(later));
  },
  postgres: onPostgres,
  build: () => untested(node(['e2e/build.mjs'])),
  e2e,
};

const titles = {
  format: 'Formatting',
  lint: 'Lint',
  types: 'Types',
  unit: 'Unit and database tests (embedded Postgres)',
  postgres: 'Database tests (Postgres server)',
  build: 'Production build',
  e2e: 'Browser tests',
};

function chosen(args) {
  const names = Object.keys(steps);
  if (args.length === 0) return names;
  const only = args[0]?.startsWith('--only=') ? args[0].slice(7) : args[1];
  const wanted = (only ?? '').split(',').filter(Boolean);
  if (
    !args[0].startsWith('--only') ||
    wanted.length === 0 ||
    wanted.some((n) => !names.includes(n))
  ) {
    console.error(`Usage: npm test -- [--only ${names.join(',')}]`);
    process.exit(2);
  }
  return names.filter((name) => wanted.includes(name));
}

const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const order = chosen(process.argv.slice(2));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 130;
  });
}

const began = performance.now();
let good = true;
if (order.includes('types')) checkTypes();
for (const [at, name] of order.entries()) {
  console.log(`\n=== ${at + 1}/${order.length} ${titles[name]}`);
  const from = performance.now();
  try {
    good = await steps[name]();
  } catch (error) {
    console.error(error.message);
    good = count(0, 1, false);
  }
  console.log(`--- ${titles[name]}: ${good ? 'good' : 'FAILED'} in ${seconds(from)}`);
  if (!good) break;
}
for (const child of running) child.kill();
rmSync(reports, { recursive: true, force: true });
console.log(`\n${good ? 'All good' : 'Stopped at the first failure'} after ${seconds(began)}.`);
const flaky = totals.flaky.map((title) => `\n  ${title}`).join('');
if (flaky) console.log(`Flaky: failed first, passed when run again. Find out why:${flaky}`);
console.log(
  `${totals.passed} passed, ${totals.failed} failed${flaky ? `, ${totals.flaky.length} flaky` : ''}`,
);
process.exitCode ||= good ? 0 : 1;
