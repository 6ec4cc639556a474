import { lookup as systemLookup } from 'node:dns/promises';
import type { Lookup } from '#core/host-state.ts';

/** A resolver that is gone holds getaddrinfo up for tens of seconds; what waits for it has less time. */
const TIMEOUT_MS = 5000;

const MOST_ADDRESSES = 16;

/** Asks the system's own resolver, /etc/hosts included, as daemons on this host do. */
export async function lookup(name: string, signal: AbortSignal): Promise<Lookup> {
  signal.throwIfAborted();
  const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const found = systemLookup(name, { all: true }).then(
    (answers): Lookup => ({
      kind: 'addresses',
      addresses: [...new Set(answers.map(({ address }) => address))].slice(0, MOST_ADDRESSES),
    }),
    (error: unknown): Lookup => ({
      kind: 'unknown',
      code: (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN',
    }),
  );
  const outcome = await Promise.race([found, ended(either)]);
  signal.throwIfAborted();
  return outcome;
}

function ended(signal: AbortSignal): Promise<Lookup> {
  return new Promise((resolve) => {
    const late = (): void => {
      resolve({ kind: 'unknown', code: 'ETIMEDOUT' });
    };
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
}
