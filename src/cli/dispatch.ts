import yargs, { type Argv } from 'yargs';
import type { Command, CommandGroup } from './command.ts';
import { commands } from './commands/index.ts';
import type { Shell } from './shell.ts';
import { spellOutDashes } from './standard-input.ts';
import { UsageError } from './usage-error.ts';

/** Finds the command that the arguments name, and runs it. Returns its exit code. */
export async function dispatch(args: readonly string[], shell: Shell): Promise<number> {
  let code = 0;
  const parser = yargs([...spellOutDashes(args)])
    .scriptName('hybrid-preflight')
    .locale('en')
    .usage(
      '$0 <command> [options]\n\nProves with packets whether a host can join an EKS cluster as a hybrid node.',
    )
    .version(shell.version)
    .strict()
    .strictCommands()
    .recommendCommands()
    .demandCommand(1, 'name a command; --help lists them')
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'populate--': true, // what follows `--` is somebody else's command line
    })
    .wrap(100)
    .exitProcess(false)
    .fail(failWith)
    .example('$0 demo', 'see a whole run against a far side on loopback')
    .example('$0 init && $0 run', 'write a starter config, then run it')
    .example('$0 run -o junit=report.xml', 'a report for a CI gate')
    .completion('completion', 'Print a completion script for bash or zsh')
    .epilogue(
      'Exit codes: 0 passed, 2 usage or config, 3 failed, 4 warnings (--fail-on warn), 5 undecided, 130/143 interrupted.',
    );
  const run = async (command: Command<object>, argv: Parameters<Command<object>['execute']>[0]) => {
    code = await command.execute(argv, shell);
  };
  for (const command of commands) {
    if ('commands' in command) addGroup(parser, command, run);
    else
      parser.command(command.name, command.describe, command.options, (argv) => run(command, argv));
  }
  await parser.parseAsync();
  return code;
}

/** yargs calls this for its own complaints, some of which come as errors; what a command throws is no complaint. */
function failWith(message: string | null, error: Error | undefined): never {
  if (error !== undefined && error.name !== 'YError') throw error;
  const complaint = message ?? error?.message ?? 'The command line cannot be understood';
  throw new UsageError(`${complaint.replaceAll('\n', '; ')}. See --help.`);
}

type Run = (
  command: Command<object>,
  argv: Parameters<Command<object>['execute']>[0],
) => Promise<void>;

function addGroup(parser: Argv, group: CommandGroup, run: Run): void {
  parser.command(group.name, group.describe, (yargs) => {
    for (const command of group.commands) {
      yargs.command(command.name, command.describe, command.options, (argv) => run(command, argv));
    }
    for (const [command, what] of group.examples) yargs.example(command, what);
    return yargs.demandCommand(1, `name an action; ${group.name} --help lists them`);
  });
}
