import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** The program, minus the process: arguments and a shell in, exit code out. */
export async function main(args: readonly string[], shell: Shell): Promise<number> {
  // Answered before anything is loaded: scripts ask it often.
  if (args.length === 1 && args[0] === '--version') {
    shell.stdout.write(`${shell.version}\n`);
    return 0;
  }
  try {
    const { dispatch } = await import('./dispatch.ts');
    return await dispatch(args, shell);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    shell.stderr.write(`hybrid-preflight: ${error.message}\n`);
    return 2;
  }
}
