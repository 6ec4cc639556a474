import { defineCommand } from '../command.ts';
import { awsJsonOption, clusterJsonOption, configOption } from '../options.ts';

export const validate = defineCommand({
  name: 'validate',
  describe: 'Check the config, plugins and waivers, and send nothing',
  options: (yargs) =>
    clusterJsonOption(awsJsonOption(configOption(yargs))).example(
      '$0 validate -c site.yaml',
      'all errors at once',
    ),
  execute: async (argv, shell) =>
    (await import('../execute/validate.ts')).executeValidate(argv, shell),
});
