import { defineCommand } from '../command.ts';
import { awsOptions, nodeConfigOption } from '../options.ts';

export const init = defineCommand({
  name: 'init',
  describe: 'Write a commented config, filled in from files that the site has already',
  options: (yargs) =>
    awsOptions(nodeConfigOption(yargs))
      .option('eksctl', {
        type: 'string',
        requiresArg: true,
        describe: 'The ClusterConfig that eksctl made the cluster of',
      })
      .option('aws-json', {
        type: 'string',
        requiresArg: true,
        describe: 'A folder of saved answers: aws … --output json > file',
      })
      .option('path', {
        type: 'string',
        default: 'preflight.yaml',
        requiresArg: true,
        describe: 'Where to write it; - is standard output',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Replace an existing file' })
      .example('$0 init', 'write ./preflight.yaml and ./preflight.schema.json for editors')
      .example(
        '$0 init --node-config nodeConfig.yaml --eksctl cluster.yaml --aws-json answers/',
        'with what these files say, and where each value was read',
      )
      .example(
        '$0 init --aws --cluster prod --region eu-west-1 --node-config nodeConfig.yaml',
        'with what AWS says of the cluster',
      ),
  execute: async (argv, shell) => (await import('../execute/init.ts')).executeInit(argv, shell),
});
