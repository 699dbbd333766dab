/** `npm run bench raters`: many raters at once, over HTTP, at a human pace. See bench/raters.md. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRng } from '@/lib/domain/rng';
import { startInstance } from './explorer/instance';
import { makeDatabase } from './raters/database';
import { SimulatedRater } from './raters/rater';
import { Tally } from './raters/tally';
import { buildStudy } from './raters/world';

const USAGE = `Usage: npm run bench raters -- [--raters 500] [--pairs 8] [--think 10] [--compress 1] [--ramp 60]
  [--database postgres://…]   where a database may be made; without it, the embedded one\n`;
/** Signing in is slow on purpose; so many at once keep the cores busy without a queue. */
const SIGN_INS = 4;

export async function main(args: string[]): Promise<number> {
  const options = read(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-raters-'));
  const cleanUps: (() => Promise<unknown>)[] = [
    () => rm(scratch, { recursive: true, force: true }),
  ];
  try {
    const database = options.database ? await makeDatabase(options.database) : null;
    if (options.database && !database) say('No Postgres answers there: the embedded one it is.');
    if (database) cleanUps.unshift(database.drop);
    const dataDir = join(scratch, 'data');
    const people = await buildStudy({ dataDir, databaseUrl: database?.url }, options);
    const instance = await startInstance(dataDir, {
      ...(database
        ? { DATABASE_URL: database.url, NEXTAUTH_SECRET: randomBytes(36).toString('base64') }
        : {}),
    });
    cleanUps.unshift(instance.stop);
    const tally = new Tally();
    const rng = createRng('bench/raters');
    const startAction = await actionId('startRatingAction');
    const raters = people.map(
      (person) =>
        new SimulatedRater(person, {
          ...{ url: instance.url, startAction, tally },
          // From half to one and a half of the mean, evenly.
          think: () => (1000 * options.think * (0.5 + rng.nextFloat())) / options.compress,
        }),
    );
    const waiting = [...raters];
    await Promise.all(
      Array.from({ length: SIGN_INS }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await next.signIn();
      }),
    );
    say(`${raters.length} raters are signed in.`);
    const begun = performance.now();
    await Promise.all(
      raters.map(async (rater, k) => {
        const wait = (1000 * options.ramp * k) / raters.length;
        await new Promise((resolve) => setTimeout(resolve, wait));
        await rater.rate();
      }),
    );
    const seconds = (performance.now() - begun) / 1000;
    const answers = raters.reduce((sum, rater) => sum + rater.answers, 0);
    for (const [what, count] of tally.errors) say(`${count} x ${what}`);
    const result = {
      ...{ bench: 'raters', database: database ? 'postgres' : 'embedded' },
      ...{ raters: options.raters, pairs: options.pairs, thinkSeconds: options.think },
      ...{ compressed: options.compress, rampSeconds: options.ramp },
      ...{ errors: tally.failures, answers, seconds: Math.round(seconds) },
      answersPerSecond: Math.round((10 * answers) / seconds) / 10,
      ms: tally.figures(),
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return tally.failures === 0 ? 0 : 1;
  } finally {
    for (const cleanUp of cleanUps) await cleanUp().catch(() => undefined);
  }
}

/** As the browser's program knows it; it changes with every build. */
async function actionId(name: string): Promise<string> {
  const manifest = fileURLToPath(
    new URL('../.next/server/server-reference-manifest.json', import.meta.url),
  );
  const { node } = JSON.parse(await readFile(manifest, 'utf8')) as {
    node: Record<string, { exportedName: string }>;
  };
  const found = Object.entries(node).find(([, { exportedName }]) => exportedName === name);
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found[0];
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        raters: { type: 'string', default: '500' },
        pairs: { type: 'string', default: '8' },
        think: { type: 'string', default: '10' },
        compress: { type: 'string', default: '1' },
        ramp: { type: 'string', default: '60' },
        database: { type: 'string' },
      },
    });
    const [raters, pairs] = [Number(values.raters), Number(values.pairs)];
    const [think, compress, ramp] = [values.think, values.compress, values.ramp].map(Number) as [
      ...[number, number, number],
    ];
    const usable = [raters, pairs].every((n) => Number.isInteger(n) && n >= 1);
    if (!usable || !(think > 0) || !(compress > 0) || !(ramp >= 0) || raters > 500) return null;
    return { raters, pairs, think, compress, ramp, database: values.database };
  } catch {
    return null;
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
