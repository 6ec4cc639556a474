import type { ProgramRun } from '#core/program-run.ts';
import { execute, type ExecOptions } from './exec.ts';

/** Runs a program as `execute` does, and puts what kept it from ending into words. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<ProgramRun> {
  const outcome = await execute(command, args, options);
  switch (outcome.kind) {
    case 'exited':
    case 'timeout':
    case 'not-found':
      return outcome;
    case 'killed':
      return { kind: 'failed', why: `it was ended by ${outcome.signal}` };
    case 'forbidden':
      return { kind: 'failed', why: 'it may not be run' };
    case 'too-much-output':
      return { kind: 'failed', why: `it printed more than ${outcome.mostBytes} bytes` };
  }
}
