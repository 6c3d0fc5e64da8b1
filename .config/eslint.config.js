import { defineConfig, globalIgnores } from 'eslint/config'
import solid from 'eslint-plugin-solid'
import tseslint from 'typescript-eslint'

const noDrizzleTransaction = {
  selector: "CallExpression[callee.property.name='transaction']",
  message: 'drizzle lets a late query run in the next transaction: use withStore or withSystem',
}

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'node_modules/', 'test-results/', 'playwright-report/']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 6],
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    // in a browser it is a transaction of IndexedDB
    files: ['server/**/*.ts', 'e2e/**/*.ts'],
    ignores: ['e2e/{journeys,support}/**'],
    rules: { 'no-restricted-syntax': ['error', noDrizzleTransaction] },
  },
  {
    files: ['client/**/*.tsx'],
    ignores: ['client/studio/**'],
    ...solid.configs['flat/typescript'],
  },
  {
    // what runs in a terminal talks to it; the window keeps a readable log of the selection
    files: [
      '**/*-command.ts',
      'server/main.ts',
      'e2e/**/*.ts',
      'client/studio/**/*.ts',
      'client/sync/**/*.ts',
      '.config/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*.spec.ts', '**/tables.ts', 'server/demo/*.ts', 'client/studio/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
)
