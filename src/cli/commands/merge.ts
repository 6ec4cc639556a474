import { defineCommand } from '../command.ts';
import { FAIL_ON } from '#core/summary.ts';
import { TEXT_FORMATS } from '../text-format.ts';

export const merge = defineCommand({
  name: 'merge <report..>',
  describe: 'Put the JSON reports of several hosts together, and say where the hosts differ',
  options: (yargs) =>
    yargs
      .positional('report', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'The report.json of each host; of several of one host the latest counts',
      })
      .option('format', {
        choices: TEXT_FORMATS,
        default: 'text' as const,
        describe: 'For people, or for programs',
      })
      .option('fail-on', {
        choices: FAIL_ON,
        default: 'fail' as const,
        describe: 'The mildest verdict that makes the exit code say so',
      })
      .example('$0 merge node1.json node2.json', 'are all nodes alike?'),
  execute: async (argv, shell) => (await import('../execute/merge.ts')).executeMerge(argv, shell),
});
