import { defineCommand } from '../../command.ts';
import { nameOption } from './name-option.ts';

export const status = defineCommand({
  name: 'status',
  describe: 'Show the lab’s hosts, what runs on them, and what is broken',
  options: (yargs) => nameOption(yargs).example('$0 lab status', 'hosts, services, faults'),
  execute: async (argv, shell) =>
    (await import('../../execute/lab/status.ts')).executeStatus(argv, shell),
});
