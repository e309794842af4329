import js from '@eslint/js';
import { createRequire } from 'node:module';
import ts from 'typescript-eslint';

// Next's rules live where Next lives.
const fromClient = createRequire(new URL('./client/package.json', import.meta.url));
const next = fromClient('eslint-config-next/core-web-vitals');

/** @param {any[]} configs */
const forClient = (configs) =>
  configs.map((config) => ({
    ...config,
    // A config of ignores alone is global: it has to stay without files.
    ...(Object.keys(config).every((key) => ['ignores', 'name'].includes(key))
      ? { ignores: config.ignores.map((pattern) => `client/${pattern}`) }
      : { files: ['client/**/*.{ts,tsx}'] }),
    settings: { ...config.settings, react: { version: '19.3' }, next: { rootDir: 'client' } },
  }));

const UNUSED = ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }];
const TYPESCRIPT = ['server/**/*.ts', 'client/**/*.{ts,tsx}', 'migrations/**/*.ts'];
const CONFIG_FILES = [
  'server/src/core/config/**',
  'server/src/{forget-secrets,main,metrics-reference,migrate,openapi}.ts',
  'server/{test,eval}/**',
  'server/**/*spec.ts',
  'client/src/lib/env.ts',
  'client/src/test/**',
  'client/e2e/**',
  'client/*.config.ts',
];

export default ts.config(
  {
    ignores: [
      '**/{node_modules,dist,.next,coverage,test-results,playwright-report}/**',
      '.data/**',
      '**/next-env.d.ts',
      'client/src/lib/api/schema.d.ts',
    ],
  },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.mjs', '**/*.js'],
    rules: {
      'no-undef': 'off', // the type checker reads these files too, and knows Node's globals
      'no-unused-vars': UNUSED,
    },
  },
  ...ts.configs.recommended.map((config) => ({ ...config, files: TYPESCRIPT })),
  {
    files: TYPESCRIPT,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/no-unused-vars': UNUSED,
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // Outside of every tsconfig's folder: checked with the server, linted without types.
    ...ts.configs.disableTypeChecked,
    files: ['migrations/**/*.ts'],
  },
  {
    files: ['server/src/**', 'client/src/**'],
    ignores: CONFIG_FILES,
    rules: {
      'no-console': ['error', { allow: ['error'] }],
      'no-restricted-syntax': [
        'error',
        {
          // NODE_ENV is not a setting: the build puts it in.
          selector:
            ":not(MemberExpression[property.name='NODE_ENV']) > MemberExpression[object.name='process'][property.name='env']",
          message: 'The environment is read in the config file only.',
        },
      ],
    },
  },
  {
    // A definition is data. Nothing here may turn it into code or reach the machine.
    files: ['server/src/engine/**'],
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-globals': ['error', 'Function', 'eval'],
      'no-restricted-imports': [
        'error',
        {
          paths: ['vm', 'node:vm', 'child_process', 'node:child_process', 'module', 'node:module'],
          patterns: [
            {
              group: ['@nestjs/*', 'typeorm', 'pg'],
              message: 'The engine knows no framework and no database.',
            },
          ],
        },
      ],
    },
  },
  ...forClient(next),
  {
    files: ['client/**'],
    rules: {
      // A sign-out has to forget everything in memory, which only a real navigation does.
      '@next/next/no-location-assign-relative-destination': 'off',
      // A look-up in a table of icons is taken for the making of a component.
      'react-hooks/static-components': 'off',
    },
  },
  {
    files: ['client/**/*.test.{ts,tsx}', 'client/src/test/**', 'client/e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' }, // useUpstream() and the like set up a test
  },
  {
    files: ['client/src/components/ui/form.tsx'],
    rules: { 'react-hooks/refs': 'off' }, // react-hook-form's field.ref is a callback, not a ref object
  },
);
