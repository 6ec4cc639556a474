import { defineCommand } from '../../command.ts';
import { nameOption } from './name-option.ts';

export const down = defineCommand({
  name: 'down',
  describe: 'Remove the lab, with everything that runs in it',
  options: (yargs) =>
    nameOption(yargs)
      .option('all', {
        type: 'boolean',
        default: false,
        describe: 'Every lab, and what killed commands have left',
      })
      .example('$0 lab down --all', 'leaves the machine as it was before the first lab'),
  execute: async (argv, shell) =>
    (await import('../../execute/lab/down.ts')).executeDown(argv, shell),
});
