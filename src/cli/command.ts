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

/** Several commands that share their first word. */
export interface CommandGroup {
  readonly name: string;
  readonly describe: string;
  readonly commands: readonly Command<object>[];
  readonly examples: readonly (readonly [command: string, what: string])[];
}

/** Infers the options once, at the definition. */
export function defineCommand<Options>(command: Command<Options>): Command<Options> {
  return command;
}
