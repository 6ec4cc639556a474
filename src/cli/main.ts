import { EXIT } from '#core/summary.ts';
import { Interrupted } from './interrupted.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** The text of `--help`, which the bundle carries ready-made; a checkout has none. */
declare const READY_HELP: string | undefined;

/** The program, minus the process: arguments and a shell in, exit code out. */
export async function main(args: readonly string[], shell: Shell): Promise<number> {
  const ready = readyAnswer(args, shell);
  if (ready !== undefined) {
    shell.stdout.write(ready);
    return 0;
  }
  try {
    const { dispatch } = await import('./dispatch.ts');
    return await dispatch(args, shell);
  } catch (error) {
    if (error instanceof Interrupted) return error.by === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT;
    if (!(error instanceof UsageError)) throw error;
    shell.stderr.write(`hybrid-preflight: ${error.message}\n`);
    return EXIT.usage;
  }
}

/** What is answered before anything is loaded: scripts and impatient people ask it often. */
function readyAnswer(args: readonly string[], { version }: Shell): string | undefined {
  if (args.length !== 1) return undefined;
  if (args[0] === '--version') return `${version}\n`;
  return args[0] === '--help' && typeof READY_HELP === 'string' ? READY_HELP : undefined;
}
