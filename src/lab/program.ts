import { execute } from '../io/exec.ts';
import { LabError } from './lab-error.ts';

const TIMEOUT_MS = 20_000;

/**
 * Runs a program that must succeed, and returns its standard output. Throws LabError with its complaint
 * otherwise.
 */
export async function run(
  command: string,
  args: readonly string[],
  { input, signal = new AbortController().signal }: { input?: string; signal?: AbortSignal } = {},
): Promise<string> {
  const outcome = await execute(command, args, {
    timeoutMs: TIMEOUT_MS,
    signal,
    ...(input === undefined ? {} : { input }),
  });
  if (outcome.kind === 'exited' && outcome.code === 0) return outcome.stdout;
  const what =
    outcome.kind === 'exited' ? outcome.stderr.trim() || `code ${outcome.code}` : outcome.kind;
  throw new LabError(`${[command, ...args].join(' ')}: ${what}`);
}

/** Runs one batch of ip(8), within a namespace where one is named. Nothing to do is nothing done. */
export async function ipBatch(lines: readonly string[], namespace?: string): Promise<void> {
  if (lines.length === 0) return;
  const inside = namespace === undefined ? [] : ['-n', namespace];
  await run('ip', [...inside, '-batch', '-'], { input: `${lines.join('\n')}\n` });
}
