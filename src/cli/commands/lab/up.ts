import { defineCommand } from '../../command.ts';
import { nameOption } from './name-option.ts';

export const up = defineCommand({
  name: 'up',
  describe: 'Build the lab, start its services, and write its preflight.yaml',
  options: (yargs) =>
    nameOption(yargs)
      .option('strict', {
        type: 'boolean',
        default: false,
        describe: 'Fail where a component is not installed, instead of going without it',
      })
      .example('$0 lab up', 'the lab "lab"; it stays until lab down')
      .example('$0 lab up --name second', 'another beside it'),
  execute: async (argv, shell) => (await import('../../execute/lab/up.ts')).executeUp(argv, shell),
});
