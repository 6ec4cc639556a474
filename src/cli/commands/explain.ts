import { defineCommand } from '../command.ts';
import { configOption } from '../options.ts';

export const explain = defineCommand({
  name: 'explain <subject>',
  describe: 'Explain a check or a finding: why it matters, what it proves, how to mend it',
  options: (yargs) =>
    configOption(yargs)
      .positional('subject', {
        type: 'string',
        demandOption: true,
        describe: 'a check id or a finding code',
      })
      .example('$0 explain dns-forwarding', 'what the check proves and does not prove')
      .example('$0 explain firewall-ports/filtered', 'one finding and its remedy'),
  execute: async (argv, shell) =>
    (await import('../execute/explain.ts')).executeExplain(argv, shell),
});
