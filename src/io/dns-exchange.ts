import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { DnsOutcome } from '#core/io.ts';

/** One question on its way to one server. */
export interface DnsExchange {
  readonly server: Endpoint;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Returns the query with a fresh id. */
  readonly encode: () => Uint8Array;
}

type WithoutTime<Outcome> = Outcome extends DnsOutcome ? Omit<Outcome, 'afterMs'> : never;

/** An outcome before it is known how long it took. */
export type DnsEnd = WithoutTime<DnsOutcome>;

export interface Settlement {
  readonly conclude: (end: DnsEnd) => void;
  readonly fail: (error: Error) => void;
}

export interface Settling {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What it means that the time is up. */
  readonly atTimeout: () => DnsEnd;
}

/** Runs `start` until it concludes, time is up, or the signal aborts. `over` aborts when that is known. */
export async function settle(
  { timeoutMs, signal, atTimeout }: Settling,
  start: (settlement: Settlement, over: AbortSignal) => void,
): Promise<DnsOutcome> {
  signal.throwIfAborted();
  const over = new AbortController();
  const startedMs = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<DnsOutcome>();
  const conclude = (end: DnsEnd): void => {
    resolve({ ...end, afterMs: performance.now() - startedMs });
  };
  const timer = setTimeout(() => {
    conclude(atTimeout());
  }, timeoutMs);
  const onAbort = (): void => {
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    start({ conclude, fail: reject }, over.signal);
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    over.abort();
  }
}

/** What the system's errors say of the network. EACCES and EPERM are a policy of this host. */
const ENDS: Readonly<Record<string, DnsEnd>> = {
  ECONNREFUSED: { kind: 'refused' },
  ECONNRESET: { kind: 'reset' },
  EPIPE: { kind: 'reset' },
  EHOSTUNREACH: { kind: 'unreachable' },
  ENETUNREACH: { kind: 'unreachable' },
  EHOSTDOWN: { kind: 'unreachable' },
  ENETDOWN: { kind: 'unreachable' },
  EADDRNOTAVAIL: { kind: 'unreachable' },
  EAFNOSUPPORT: { kind: 'unreachable' },
  EACCES: { kind: 'unreachable' },
  EPERM: { kind: 'unreachable' },
  ETIMEDOUT: { kind: 'silence', sent: 1 },
};

/** Settles with what a socket's error says: a "no" from the network, or that this host cannot look. */
export function settleError(settlement: Settlement, error: NodeJS.ErrnoException): void {
  const end = ENDS[error.code ?? ''];
  if (end !== undefined) {
    settlement.conclude(end);
    return;
  }
  settlement.fail(
    new CannotMeasure(
      `A socket for DNS ended with ${error.message}.`,
      'Free resources of this host.',
      {
        cause: error,
      },
    ),
  );
}
