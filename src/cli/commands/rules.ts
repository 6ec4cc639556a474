import { defineCommand } from '../command.ts';
import { clusterJsonOption, configOption } from '../options.ts';
import { RULE_FORMATS } from '../rules/format.ts';

export const rules = defineCommand({
  name: 'rules',
  describe:
    'Print the firewall rules that the config asks for: the change request for a firewall team',
  options: (yargs) =>
    clusterJsonOption(configOption(yargs))
      .option('format', {
        choices: RULE_FORMATS,
        default: 'table' as const,
        describe: 'For people, a spreadsheet, a Linux router, or the AWS CLI',
      })
      .option('missing', {
        type: 'string',
        requiresArg: true,
        describe: 'Only those that this JSON report does not show to be in force',
      })
      .option('required-only', {
        type: 'boolean',
        default: false,
        describe: 'Leave out what is optional',
      })
      .example('$0 rules', 'every rule, as a table')
      .example('$0 rules --format csv > rules.csv', 'for the ticket')
      .example('$0 rules --missing report.json --format aws', 'what is to be added in AWS'),
  execute: async (argv, shell) => (await import('../execute/rules.ts')).executeRules(argv, shell),
});
