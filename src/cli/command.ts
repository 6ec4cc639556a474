import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { Shell } from './shell.ts';

/** One command: its name and positionals, a line for the help, its options, and what it does. */
export interface Command<Options> {
  readonly name: string;
  readonly describe: string;
  readonly options: (yargs: Argv) => Argv<Options>;
  /** Returns the exit code. */
  execute(argv: ArgumentsCamelCase<Options>, shell: Shell): Promise<number>;
}

/** Infers the options once, at the definition. */
export function defineCommand<Options>(command: Command<Options>): Command<Options> {
  return command;
}
