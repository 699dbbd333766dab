/**
 * The house rules of ARCHITECTURE.md as lint: who may import whom, and the seams with one owner.
 * Imports are resolved to a path first, so that `@/lib/x` and `../../x` are the same thing here.
 */
import { posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Zones by path, first match counts. `use-case` is everything of a feature that runs without a browser. */
const ZONES = [
  ['generated', /^lib\/infra\/db\/generated\//],
  ['domain', /^lib\/domain\//],
  ['hook', /^lib\/features\/[^/]+\/(use-[^/]+|components\/.+)$/],
  ['action', /^lib\/features\/[^/]+\/actions(\.ts)?$/],
  ['use-case', /^lib\/features\/[^/]+\//],
  ['infra', /^lib\/infra\//],
  ['server', /^lib\/server\//],
  ['ui', /^lib\/ui\//],
  ['testing', /^lib\/testing\//],
  ['app', /^app\//],
  ['cli', /^cli\//],
  ['miniature', /^miniature\//],
  ['e2e', /^(e2e\/|playwright\.config)/],
  ['prisma', /^prisma\//],
];

const FEATURE_PARTS = ['hook', 'action', 'use-case'];
const ALLOWED = {
  domain: ['domain'],
  'use-case': ['use-case', 'infra', 'domain', 'generated'],
  action: ['use-case', 'server', 'infra', 'domain'],
  // Components of a feature call its actions and take its schemas and DTO types.
  hook: [...FEATURE_PARTS, 'server', 'ui', 'domain'],
  server: ['server', 'infra', 'domain', 'generated'],
  infra: ['infra', 'domain', 'generated'],
  ui: ['ui', 'domain'],
  app: ['app', 'server', 'ui', 'domain', ...FEATURE_PARTS],
  cli: ['cli', 'infra', 'domain', 'miniature', 'generated', ...FEATURE_PARTS],
  miniature: ['miniature'],
};
/** What people read when a line is refused. */
const MEANING = {
  hook: 'a feature',
  action: 'a feature',
  'use-case': 'a feature',
  generated: 'the Prisma client',
};

/** Packages with one owner. `doctor` opens native modules only to say whether they open. */
const DOCTOR = 'cli/lib/doctor.ts';
const SEAMS = [
  ['next-auth', /^next-auth($|\/)|^@auth\//, /^lib\/server\/session/],
  ['onnxruntime-node', /^onnxruntime-/, /^lib\/infra\/encoders\//],
  ['sharp', /^sharp$/, /^(lib\/infra\/images|miniature\/scenes)\//],
  ['argon2', /argon2/, /^lib\/infra\/passwords\.ts$/],
  ['pg-boss', /^pg-boss$/, /^lib\/infra\/jobs\//],
  ['@prisma/client', /^@prisma\/(client|adapter-pg)/, /^lib\/infra\/db\//],
  ['nodemailer', /^nodemailer$/, /^lib\/infra\/mail\.ts$/],
  ['hyparquet', /^hyparquet/, /^lib\/infra\/parquet\//],
  ['mdast-util-from-markdown', /^mdast-util-/, /^lib\/ui\/markdown\//],
];

const BROWSER_PACKAGES = /^(next|react|react-dom|next-intl|next-auth)($|\/)/;
const PURE_PACKAGES = /^(zod|csv-parse|csv-stringify)($|\/)/;

const isTest = (file) =>
  /\.test\.tsx?$/.test(file) ||
  /(^|\/)(test-[^/]+|testing)\.ts$/.test(file) ||
  file.includes('/fixtures/') ||
  file.startsWith('lib/testing/') ||
  file.startsWith('e2e/') ||
  file.startsWith('prisma/scenarios/');

const zoneOf = (path) => ZONES.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
const featureOf = (path) => /^lib\/features\/([^/]+)\//.exec(`${path}/`)?.[1] ?? null;
const here = (context) => relative(ROOT, context.filename).split(sep).join('/');

/** The imported path from the root of the repository, or null for a package. */
function resolve(file, source) {
  if (source.startsWith('@/')) return posix.normalize(source.slice(2));
  if (source.startsWith('.')) return posix.join(posix.dirname(file), source);
  return null;
}

function refusal(file, source) {
  const target = resolve(file, source);
  if (target === null) return packageRefusal(file, source);
  const from = zoneOf(file);
  const to = zoneOf(target);
  if (from === null || to === null) return null;
  if (to === 'testing' && !isTest(file)) return 'Only tests import lib/testing.';
  // A test puts a world together from whatever it needs; what it tests stays in its folder.
  if (isTest(file)) return null;
  if (featureOf(file) && featureOf(target) && featureOf(file) !== featureOf(target)) {
    return `A feature never imports another one (${featureOf(target)}): compose in app or cli, or move the shared rule to lib/domain.`;
  }
  // Which languages there are is known to the server, which stores the choice.
  if (from === 'server' && target === 'lib/ui/i18n/locale') return null;
  if (ALLOWED[from] && !ALLOWED[from].includes(to)) {
    return `${MEANING[from] ? `This part of ${MEANING[from]}` : from} must not import ${MEANING[to] ?? to} (${target}).`;
  }
  return null;
}

function packageRefusal(file, source) {
  for (const [name, pattern, owner] of SEAMS) {
    if (pattern.test(source) && !owner.test(file) && file !== DOCTOR && !isTest(file)) {
      return `${name} is imported by its owner only (${owner.source}).`;
    }
  }
  if (isTest(file)) return null;
  const zone = zoneOf(file);
  if (zone === 'domain' && !PURE_PACKAGES.test(source)) {
    return `lib/domain is pure: it imports no ${source}.`;
  }
  if (['use-case', 'infra', 'miniature'].includes(zone) && BROWSER_PACKAGES.test(source)) {
    return `Use-cases, job handlers and infrastructure must not import ${source}.`;
  }
  return null;
}

const imports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = here(context);
    const check = (node) => {
      if (typeof node?.value !== 'string') return;
      const message = refusal(file, node.value);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
    };
  },
};

const ENV_OWNERS =
  /^(lib\/infra\/env\.ts|cli\/|bench\/|e2e\/|lib\/testing\/|proxy\.ts|next\.config\.|prisma\/generate\.mjs|[^/]+\.config\.)/;

const seams = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = here(context);
    const exempt = isTest(file);
    const report = (node, message) => context.report({ node, message });
    return {
      MemberExpression(node) {
        const path = `${node.object.name ?? ''}.${node.property.name ?? node.property.value ?? ''}`;
        if (path === 'process.env' && !ENV_OWNERS.test(file) && !exempt) {
          report(node, 'process.env is read by lib/infra/env.ts only.');
        }
        if (path === 'Math.random') {
          report(node, 'Randomness is an argument: lib/infra/rng.ts, or a seed that is stored.');
        }
        if (path === 'Date.now' && file !== 'lib/infra/clock.ts' && !exempt) {
          report(node, 'Time is an argument: ctx.clock, or lib/infra/clock.ts.');
        }
      },
      'VariableDeclarator[init.name="process"] > ObjectPattern'(node) {
        if (!ENV_OWNERS.test(file) && !exempt)
          report(node, 'process.env is read by lib/infra/env.ts only.');
      },
      NewExpression(node) {
        const name = node.callee.name;
        if (name === 'Date' && node.arguments.length === 0) {
          if (file !== 'lib/infra/clock.ts' && !exempt) {
            report(node, 'Time is an argument: ctx.clock, or lib/infra/clock.ts.');
          }
        }
        if (name === 'PrismaClient' && file !== 'lib/infra/db/client.ts') {
          report(node, 'The database client is made by createDb (lib/infra/db/client.ts).');
        }
      },
    };
  },
};

/** Here nobody is signed in yet, or is about to become somebody else. */
const BEFORE_SIGN_IN = /^lib\/features\/people\/components\/(post-json|new-person-form)\.tsx?$/;

/**
 * What a page sends says whose page it is (lib/domain/acting-as.ts). Actions are held to it by their type;
 * this holds the other requests that change something to the headers of `useSession`.
 */
const person = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = here(context);
    if (zoneOf(file) !== 'hook' || BEFORE_SIGN_IN.test(file) || isTest(file)) return {};
    return {
      'CallExpression[callee.name="fetch"]'(node) {
        const init = node.arguments[1]?.properties;
        const given = (name) => init?.find((property) => property.key?.name === name)?.value;
        if (!given('method')) return;
        const headers = given('headers');
        const own = headers?.type === 'ObjectExpression';
        if (own ? headers.properties.some(({ type }) => type === 'SpreadElement') : headers) return;
        context.report({
          node,
          message: 'Send the headers of useSession() along: whose page it is.',
        });
      },
    };
  },
};

export const house = { meta: { name: 'house' }, rules: { imports, seams, person } };
