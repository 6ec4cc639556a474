import { defineCommand } from '../command.ts';

export const init = defineCommand({
  name: 'init',
  describe: 'Write a commented starter config',
  options: (yargs) =>
    yargs
      .option('path', {
        type: 'string',
        default: 'preflight.yaml',
        requiresArg: true,
        describe: 'Where to write it; - is standard output',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Replace an existing file' })
      .example('$0 init', 'write ./preflight.yaml and ./preflight.schema.json for editors'),
  execute: async (argv, shell) => (await import('../execute/init.ts')).executeInit(argv, shell),
});
