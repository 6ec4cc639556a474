import { defineCommand } from '../command.ts';
import { outputOptions, selectionOptions } from '../options.ts';

export const demo = defineCommand({
  name: 'demo',
  describe: 'Run everything against an embedded far side on loopback; no root, no network',
  options: (yargs) =>
    outputOptions(selectionOptions(yargs))
      .option('fault', {
        type: 'string',
        array: true,
        requiresArg: true,
        default: [] as string[],
        defaultDescription: 'none',
        describe: 'Break one thing on purpose (repeatable)',
      })
      .option('list-faults', {
        type: 'boolean',
        default: false,
        describe: 'List what can be broken',
      })
      .option('directory', {
        type: 'string',
        default: 'preflight-report',
        requiresArg: true,
        describe: 'Where report.json and junit.xml go',
      })
      .example('$0 demo', 'a healthy site: exit 0')
      .example(
        '$0 demo --fault port-silent',
        'one closed door: exit 3 and the finding that names it',
      ),
  execute: async (argv, shell) => (await import('../execute/demo.ts')).executeDemo(argv, shell),
});
