import { defineCommand } from '../command.ts';
import {
  awsJsonOption,
  clusterJsonOption,
  configOption,
  selectionOptions,
  stageOption,
} from '../options.ts';

export const list = defineCommand({
  name: 'list',
  describe: 'List the checks, and the cases that this config plans, without running them',
  options: (yargs) =>
    selectionOptions(clusterJsonOption(awsJsonOption(stageOption(configOption(yargs)))))
      .option('json', { type: 'boolean', default: false, describe: 'As JSON' })
      .example('$0 list', 'checks, and cases where a config is found')
      .example('$0 list --only firewall-ports', 'the cases of one check'),
  execute: async (argv, shell) => (await import('../execute/list.ts')).executeList(argv, shell),
});
