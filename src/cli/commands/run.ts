import { defineCommand } from '../command.ts';
import {
  awsJsonOption,
  clusterJsonOption,
  configOption,
  judgingOptions,
  outputOptions,
  selectionOptions,
  stageOption,
} from '../options.ts';

export const run = defineCommand({
  name: 'run',
  describe: 'Run the checks that the config asks for',
  options: (yargs) =>
    outputOptions(
      selectionOptions(
        judgingOptions(clusterJsonOption(awsJsonOption(stageOption(configOption(yargs))))),
      ),
    )
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'Show what would be measured and send nothing',
      })
      .option('timeout', {
        type: 'string',
        describe: 'Time limit of the whole run, such as 90s or 5m',
      })
      .option('full', {
        type: 'boolean',
        default: false,
        describe: 'Measure bandwidth and storage as long as the adoption guide’s recipe does',
      })
      .option('max-bytes', {
        type: 'string',
        requiresArg: true,
        describe:
          'Most that a case of bandwidth or storage may send each way, as on a metered link: 500MiB, 20GiB',
      })
      .option('persistent-volume', {
        type: 'string',
        array: true,
        requiresArg: true,
        default: [] as string[],
        defaultDescription: 'none',
        describe:
          'Manifest of PersistentVolumes on NFS: their exports are tested as well (repeatable)',
      })
      .example('$0 run', 'use ./preflight.yaml, report to the terminal')
      .example('$0 run --node-config nodeConfig.yaml', 'start from what nodeadm will be given')
      .example('$0 run -o json=report.json -o junit=report.xml', 'files for a CI gate')
      .example('$0 run --stage after-join', 'on a node: cluster DNS too, and its ports as they are')
      .example("$0 run --only dns-forwarding --skip '*@10.80.0.53'", 'a part of the plan')
      .example('$0 run -o json --quiet | jq .verdict', 'the report on standard output'),
  execute: async (argv, shell) => (await import('../execute/run.ts')).executeRun(argv, shell),
});
