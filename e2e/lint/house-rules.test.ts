/** The lint rules bite: each snippet breaks one rule of ARCHITECTURE.md and must be refused by it. */
import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root });

async function rulesBrokenBy(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: `${root}${filePath}` });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

const use = (source: string): string => `import { x } from '${source}';\nexport const y = x;`;

const refused: readonly [why: string, file: string, code: string, rule: string][] = [
  [
    'a feature imports another one',
    'lib/features/mining/x.ts',
    use('@/lib/features/corpus/queries'),
    'house/imports',
  ],
  [
    'the same by a relative path',
    'lib/features/mining/x.ts',
    use('../corpus/queries'),
    'house/imports',
  ],
  [
    'the same from a component',
    'lib/features/mining/components/x.tsx',
    use('../../corpus/queries'),
    'house/imports',
  ],
  [
    'the same lazily',
    'lib/features/mining/x.ts',
    "export const y = () => import('../corpus/queries');",
    'house/imports',
  ],
  [
    'the same as a type',
    'lib/features/mining/x.ts',
    "export type Y = import('../corpus/queries').Z;",
    'house/imports',
  ],
  [
    'the same re-exported',
    'lib/features/mining/x.ts',
    "export * from '../corpus/queries';",
    'house/imports',
  ],
  ['domain does input', 'lib/domain/x.ts', use('node:fs'), 'house/imports'],
  ['domain imports React', 'lib/domain/x.ts', use('react'), 'house/imports'],
  ['domain imports infrastructure', 'lib/domain/x.ts', use('../infra/clock'), 'house/imports'],
  ['a use-case imports next', 'lib/features/mining/x.ts', use('next/cache'), 'house/imports'],
  [
    'a use-case imports server',
    'lib/features/mining/x.ts',
    use('@/lib/server/access'),
    'house/imports',
  ],
  [
    'a job handler imports React',
    'lib/features/mining/x.handler.ts',
    use('react'),
    'house/imports',
  ],
  [
    'a use-case imports ui',
    'lib/features/mining/x.ts',
    use('@/lib/ui/primitives/cn'),
    'house/imports',
  ],
  [
    'a component does I/O',
    'lib/features/mining/components/x.tsx',
    use('@/lib/infra/db/client'),
    'house/imports',
  ],
  [
    'a page imports Prisma',
    'app/x/page.tsx',
    use('@/lib/infra/db/generated/client'),
    'house/imports',
  ],
  [
    'a page imports infrastructure',
    'app/x/page.tsx',
    use('../../lib/infra/clock'),
    'house/imports',
  ],
  [
    'infrastructure imports a feature',
    'lib/infra/x.ts',
    use('@/lib/features/corpus/queries'),
    'house/imports',
  ],
  ['infrastructure imports next', 'lib/infra/x.ts', use('next/headers'), 'house/imports'],
  [
    'server imports a feature',
    'lib/server/x.ts',
    use('@/lib/features/corpus/queries'),
    'house/imports',
  ],
  [
    'ui knows a feature',
    'lib/ui/primitives/x.tsx',
    use('@/lib/features/corpus/queries'),
    'house/imports',
  ],
  ['ui does I/O', 'lib/ui/primitives/x.tsx', use('@/lib/infra/clock'), 'house/imports'],
  ['the command line imports server', 'cli/x.ts', use('@/lib/server/access'), 'house/imports'],
  [
    'the program imports test helpers',
    'lib/infra/x.ts',
    use('@/lib/testing/factories'),
    'house/imports',
  ],
  ['next-auth outside the session', 'lib/server/x.ts', use('next-auth'), 'house/imports'],
  ['onnxruntime outside the encoders', 'lib/infra/x.ts', use('onnxruntime-node'), 'house/imports'],
  ['sharp outside the images', 'lib/features/corpus/x.ts', use('sharp'), 'house/imports'],
  [
    'argon2 outside the passwords',
    'lib/features/people/x.ts',
    use('@node-rs/argon2'),
    'house/imports',
  ],
  ['pg-boss outside the jobs', 'cli/x.ts', use('pg-boss'), 'house/imports'],
  [
    'a second database client',
    'lib/infra/x.ts',
    'declare const PrismaClient: new () => object;\nexport const y = new PrismaClient();',
    'house/seams',
  ],
  [
    'the environment read elsewhere',
    'lib/infra/x.ts',
    'export const y = process.env.HOME;',
    'house/seams',
  ],
  [
    'the environment destructured',
    'lib/infra/x.ts',
    'export const { env } = process;',
    'house/seams',
  ],
  [
    'the clock read elsewhere',
    'lib/features/mining/x.ts',
    'export const y = new Date();',
    'house/seams',
  ],
  ['the clock read as a number', 'lib/domain/x.ts', 'export const y = Date.now();', 'house/seams'],
  [
    'randomness in the program',
    'lib/domain/x.ts',
    'export const y = Math.random();',
    'house/seams',
  ],
  [
    'randomness in a test',
    'lib/domain/x.test.ts',
    'export const y = Math.random();',
    'house/seams',
  ],
  [
    "a page that sends in nobody's name",
    'lib/features/mining/components/x.tsx',
    "export const y = () => fetch('/api/x', { method: 'POST', headers: { accept: 'text/plain' } });",
    'house/person',
  ],
  [
    'any',
    'lib/domain/x.ts',
    'export const y = (z: any): unknown => z;',
    '@typescript-eslint/no-explicit-any',
  ],
  [
    'a type imported as a value',
    'lib/domain/x.ts',
    "import { Role } from './permissions';\nexport const y = (z: Role): Role => z;",
    '@typescript-eslint/consistent-type-imports',
  ],
  [
    'a name that nobody uses',
    'lib/domain/x.ts',
    'const y = 1;\nexport const z = 2;',
    '@typescript-eslint/no-unused-vars',
  ],
  [
    'a file of 301 lines',
    'lib/domain/x.ts',
    `export const y = 1;${'\n// line'.repeat(300)}`,
    'max-lines',
  ],
  [
    'a default export',
    'lib/domain/x.ts',
    'const y = 1;\nexport default y;',
    'no-restricted-exports',
  ],
  [
    'printing from the program',
    'lib/domain/x.ts',
    "console.log('x');\nexport const y = 1;",
    'no-console',
  ],
];

const accepted: readonly [why: string, file: string, code: string][] = [
  ['a page composes features', 'app/x/page.tsx', use('@/lib/features/corpus/queries')],
  ['an action uses server', 'lib/features/mining/actions.ts', use('@/lib/server/define-action')],
  ['a component calls its action', 'lib/features/mining/components/x.tsx', use('../actions')],
  ['a use-case uses infrastructure', 'lib/features/mining/x.ts', use('@/lib/infra/audit')],
  ['a date from a number', 'lib/features/mining/x.ts', 'export const y = new Date(0);'],
  ['the owner of the clock', 'lib/infra/clock.ts', 'export const y = new Date();'],
  ['a test uses the factories', 'lib/features/mining/x.test.ts', use('@/lib/testing/factories')],
];

describe('the linter', () => {
  it.each(refused)('refuses: %s', async (_why, file, code, rule) => {
    expect(await rulesBrokenBy(file, code)).toContain(rule);
  });

  it.each(accepted)('accepts: %s', async (_why, file, code) => {
    expect(await rulesBrokenBy(file, code)).toEqual([]);
  });
});
