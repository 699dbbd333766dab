import { defineConfig, globalIgnores } from 'eslint/config';
import js from '@eslint/js';
import next from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';
import { house } from './eslint.house.mjs';

const a11y = next.find((part) => part.plugins?.['jsx-a11y']).plugins['jsx-a11y'];

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
  js.configs.recommended,
  ...next,
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house },
    rules: {
      'house/imports': 'error',
      'house/seams': 'error',
      'house/person': 'error',
      'max-lines': ['error', { max: 300 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,mts}'],
    rules: {
      'no-undef': 'off',
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
      ...a11y.flatConfigs.recommended.rules,
      // A component's `role` is a person's, not an element's.
      'jsx-a11y/aria-role': ['error', { ignoreNonDOM: true }],
      // A box that scrolls, or that holds its own keys, is reached by keyboard only with a tab stop.
      'jsx-a11y/no-noninteractive-tabindex': [
        'error',
        { tags: [], roles: ['region', 'group', 'tabpanel'], allowExpressionValues: true },
      ],
      'jsx-a11y/no-noninteractive-element-interactions': [
        'error',
        { handlers: ['onClick', 'onMouseDown', 'onMouseUp', 'onKeyPress'] },
      ],
      // The sign-in page is one form; its first field is what people came for.
      'jsx-a11y/no-autofocus': 'off',
    },
  },
  {
    // Whoever becomes another person loads the page anew: the router's cache belongs to the last one.
    files: ['lib/features/people/components/**'],
    rules: { '@next/next/no-location-assign-relative-destination': 'off' },
  },
  {
    rules: {
      // Advice for React Compiler, which is not in use.
      'react-hooks/preserve-manual-memoization': 'off',
      'import/no-anonymous-default-export': 'off',
    },
  },
  {
    // Only components and hooks are React; elsewhere `use` is a word.
    files: ['**/*.ts'],
    ignores: ['**/use-*.ts'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
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
    // next-intl and Playwright look for one here.
    ignores: ['lib/ui/i18n/request.ts', 'e2e/global-setup.ts'],
    rules: {
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    // Playwright reads a fixture's needs from the pattern, and wants one even when it needs nothing.
    files: ['e2e/support/fixtures.ts'],
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    // Published constants keep the digits they were published with.
    files: ['lib/domain/statistics/**'],
    rules: { 'no-loss-of-precision': 'off' },
  },
  {
    // Programs that speak to a person at a terminal.
    files: ['cli/**', 'e2e/**', 'prisma/*.{ts,mjs}', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
]);
