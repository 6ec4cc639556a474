import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Code that decides or describes, and therefore may not touch the world. */
const PURE = ['src/core/**', 'src/lib/**', 'reports/**', 'checks/**'];

/** Built-in modules that only compute: no file, socket, process or clock behind them. */
const COMPUTE_ONLY = ['node:util', 'node:net', 'node:buffer', 'node:crypto', 'node:url'];

export default defineConfig(
  { ignores: ['dist', '.tap', '.cache', '*.config.js', '.dependency-cruiser.mjs', 'bin/**/*.js'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', 'node:*/**', ...COMPUTE_ONLY.map((name) => `!${name}`)],
              message: 'Pure code: no I/O here.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'fetch',
        'setTimeout',
        'setInterval',
        'Date',
        'performance',
        'console',
        'setImmediate',
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/require-await': 'off',
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['bin/dev/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.ts'],
    ignores: ['src/cli/entry.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'exit',
          message: 'Set process.exitCode in src/cli/entry.ts.',
        },
      ],
    },
  },
);
