import { defineCommand } from '../command.ts';
import { configOption, judgingOptions, outputOptions } from '../options.ts';

export const judge = defineCommand({
  name: 'judge <report>',
  describe: 'Judge a saved JSON report again, by other limits, and send nothing',
  options: (yargs) =>
    outputOptions(judgingOptions(configOption(yargs)))
      .positional('report', { type: 'string', demandOption: true, describe: 'a report.json' })
      .example('$0 judge report.json --baseline vpn', 'the same measurements, other limits'),
  execute: async (argv, shell) => (await import('../execute/judge.ts')).executeJudge(argv, shell),
});
