import { defineConfig, globalIgnores } from 'eslint/config';
import next from 'eslint-config-next/core-web-vitals';
import a11y from 'eslint-plugin-jsx-a11y';
import tseslint from 'typescript-eslint';
import { house } from './eslint.house.mjs';

const a11yRules = Object.fromEntries(
  Object.entries(a11y.flatConfigs.recommended.rules).map(([rule, setting]) => [rule, setting]),
);

export default defineConfig([
  globalIgnores([
    'node_modules/**',
    '.next/**',
    '.blindpair/**',
    'lib/infra/db/generated/**',
    'next-env.d.ts',
    'test-results/**',
    'playwright-report/**',
    'e2e/screenshots/**',
  ]),
  ...next,
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house },
    rules: {
      'house/imports': 'error',
      'house/seams': 'error',
      'max-lines': ['error', { max: 300 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,mts}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          caughtErrors: 'none',
          ignoreRestSiblings: true,
        },
      ],
    },
  },
  {
    files: ['**/*.tsx'],
    rules: {
      ...a11yRules,
      // The shell's own pictures come from a route with a session; next/image would strip the cookie.
      '@next/next/no-img-element': 'off',
    },
  },
  {
    // No default export where Next does not demand it.
    files: [
      'lib/**/*.{ts,tsx}',
      'cli/**/*.ts',
      'miniature/**/*.ts',
      'e2e/**/*.ts',
      'prisma/**/*.ts',
    ],
    ignores: ['lib/ui/i18n/request.ts'],
    rules: {
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    // Programs that speak to a person at a terminal.
    files: ['cli/**', 'e2e/**', 'prisma/*.{ts,mjs}', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
  {
    // Playwright's fixtures are handed a function named `use`; it is no hook.
    files: ['e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
]);
