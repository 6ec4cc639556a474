import type { Step } from './steps.ts';

/** What every save should pass: format, lint, types, architecture, and that generated files are fresh. */
export const QUICK_CHECKS: readonly Step[] = [
  step('types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/types.json'),
  step('lint', 'eslint', '--cache', '--cache-location', '.cache/eslint', '.'),
  step('format', 'prettier', '--check', '--cache', '--cache-location', '.cache/prettier', '.'),
  step('architecture', 'depcruise', 'src', 'checks', 'reports', 'bin'),
  step('schema is fresh', 'node', 'bin/dev/schema.ts', '--check'),
  step('documentation is fresh', 'node', 'bin/dev/docs.ts', '--check'),
];

function step(name: string, command: string, ...args: readonly string[]): Step {
  return { name, command: `node_modules/.bin/${command}`, args };
}
