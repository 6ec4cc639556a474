import type { HttpsEnd, HttpsPhase } from '#core/https.ts';
import { endOf } from './end.ts';

/** Leaves the way of an exchange at once. It never leaves this folder. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly end: HttpsEnd;

  constructor(end: HttpsEnd) {
    super(end.kind);
    this.end = end;
  }
}

export interface StepOptions {
  readonly phase: HttpsPhase;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What may happen in a step; the first counts. Listeners that call these may stay: later calls do nothing. */
export interface Happenings<T> {
  readonly done: (value: T) => void;
  readonly failed: (error: NodeJS.ErrnoException) => void;
  /** A socket says that it is closed just before it says why. */
  readonly closed: () => void;
}

/** Waits for one step of an exchange. Throws Ended where the network says no, the signal's reason on abort. */
export function step<T>(
  { phase, timeoutMs, signal }: StepOptions,
  begin: (happenings: Happenings<T>) => void,
): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      reject(new Ended({ kind: 'silent', phase }));
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    const settled = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    begin({
      done: (value) => {
        settled();
        resolve(value);
      },
      failed: (error) => {
        settled();
        const end = endOf(error, phase);
        reject(end === undefined ? error : new Ended(end));
      },
      closed: () => {
        setImmediate(() => {
          settled();
          reject(new Ended({ kind: 'closed', phase }));
        });
      },
    });
  });
}
