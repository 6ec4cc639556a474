import { defineCommand } from '../../command.ts';
import { nameOption } from './name-option.ts';

export const clear = defineCommand({
  name: 'clear',
  describe: 'Mend everything that was broken',
  options: (yargs) => nameOption(yargs).example('$0 lab clear', 'back to the healthy lab'),
  execute: async (argv, shell) =>
    (await import('../../execute/lab/clear.ts')).executeClear(argv, shell),
});
