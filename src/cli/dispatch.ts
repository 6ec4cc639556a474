import yargs from 'yargs';
import { commands } from './commands/index.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Finds the command that the arguments name, and runs it. Returns its exit code. */
export async function dispatch(args: readonly string[], shell: Shell): Promise<number> {
  let code = 0;
  const parser = yargs([...args])
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
    .parserConfiguration({ 'duplicate-arguments-array': true, 'greedy-arrays': false })
    .wrap(100)
    .exitProcess(false)
    .fail((message, error) => {
      // yargs calls this for its own complaints; what a command throws comes as `error`.
      throw (
        (error as Error | undefined) ??
        new UsageError(`${message.replaceAll('\n', '; ')}. See --help.`)
      );
    })
    .example('$0 demo', 'see a whole run against a far side on loopback')
    .example('$0 init && $0 run', 'write a starter config, then run it')
    .example('$0 run -o junit=report.xml', 'a report for a CI gate')
    .completion('completion', 'Print a completion script for bash or zsh')
    .epilogue(
      'Exit codes: 0 passed, 2 usage or config, 3 failed, 4 warnings (--fail-on warn), 5 undecided, 130/143 interrupted.',
    );
  for (const command of commands) {
    parser.command(command.name, command.describe, command.options, async (argv) => {
      code = await command.execute(argv, shell);
    });
  }
  await parser.parseAsync();
  return code;
}
