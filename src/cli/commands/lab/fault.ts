import { defineCommand } from '../../command.ts';
import { nameOption } from './name-option.ts';

export const fault = defineCommand({
  name: 'fault [faults..]',
  describe: 'Break things, on top of what is broken already',
  options: (yargs) =>
    nameOption(yargs)
      .positional('faults', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Names from --list',
      })
      .option('list', {
        type: 'boolean',
        default: false,
        describe: 'List what can be broken: one fault a line, its name first',
      })
      .example('$0 lab fault --list', 'what can be broken')
      .example('$0 lab fault delay-to-vpc resolver-a-dead', 'two faults at once'),
  execute: async (argv, shell) =>
    (await import('../../execute/lab/fault.ts')).executeFault(argv, shell),
});
