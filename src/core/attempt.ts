import { NotApplicable } from './check.ts';
import { faultOf } from './fault.ts';
import type { Clock } from './io.ts';
import type { Json } from './json.ts';
import type { Fault, Interruption } from './report.ts';

/** What came of trying to measure one case. */
export type Attempt =
  | { readonly kind: 'measured'; readonly measurement: Json }
  | { readonly kind: 'not-applicable'; readonly why: string }
  | { readonly kind: 'faulted'; readonly fault: Fault }
  | { readonly kind: 'interrupted' };

export interface AttemptOptions {
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** How long a measurement may take to put its tools away after it was told to stop. */
const GRACE_MS = 1000;

const STOPPED = Symbol('stopped');

/**
 * Measures one case within its deadline. A measurement that does not heed its signal is left behind
 * after a grace period: one stubborn check must not hold up the run.
 */
export async function attempt(
  id: string,
  measure: (signal: AbortSignal) => Promise<Json>,
  { clock, deadlineMs, signal }: AttemptOptions,
): Promise<Attempt> {
  const own = new AbortController();
  const timers = new AbortController();
  const either = AbortSignal.any([signal, own.signal]);
  const sleep = (ms: number): Promise<typeof STOPPED> =>
    clock.sleep(ms, timers.signal).then(() => STOPPED);
  const tooLate = sleep(deadlineMs).then(() => {
    own.abort(new Error('the deadline of this case has passed'));
    return sleep(GRACE_MS);
  });
  const interrupted = whenAborted(signal, timers.signal).then(() => sleep(GRACE_MS));
  // Once the race is over nobody waits for these; their rejection says only that the timer was stopped.
  tooLate.catch(() => undefined);
  interrupted.catch(() => undefined);
  try {
    const won = await Promise.race([measure(either), tooLate, interrupted]);
    if (signal.aborted) return { kind: 'interrupted' };
    if (own.signal.aborted || won === STOPPED) return faulted(deadlineFault(id, deadlineMs));
    return { kind: 'measured', measurement: won };
  } catch (thrown) {
    if (signal.aborted) return { kind: 'interrupted' };
    if (own.signal.aborted) return faulted(deadlineFault(id, deadlineMs));
    if (thrown instanceof NotApplicable) return { kind: 'not-applicable', why: thrown.message };
    return faulted(faultOf(thrown));
  } finally {
    timers.abort();
    own.abort();
  }
}

/** True where a run was told to stop, with the reason that the command line gave. */
export function interruptionOf(signal: AbortSignal): Interruption {
  const reason: unknown = signal.reason;
  return reason === 'SIGTERM' || reason === 'run-deadline' ? reason : 'SIGINT';
}

function faulted(fault: Fault): Attempt {
  return { kind: 'faulted', fault };
}

function deadlineFault(id: string, deadlineMs: number): Fault {
  return {
    kind: 'deadline',
    message: `${id} was not measured within ${deadlineMs / 1000} s.`,
    fix: 'Raise limits.caseDeadline in the config, or look for what holds this case up.',
  };
}

/** Resolves when `signal` aborts; stops listening when `unless` aborts first. */
function whenAborted(signal: AbortSignal, unless: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = (): void => {
      resolve();
    };
    signal.addEventListener('abort', listener, { once: true, signal: unless });
  });
}
