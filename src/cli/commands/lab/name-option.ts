import type { Argv } from 'yargs';

export const DEFAULT_NAME = 'lab';

/** `--name`, for every action on one lab. */
export function nameOption<T>(yargs: Argv<T>) {
  return yargs.option('name', {
    type: 'string',
    requiresArg: true,
    default: DEFAULT_NAME,
    describe: 'Which lab: several can stand side by side',
  });
}
