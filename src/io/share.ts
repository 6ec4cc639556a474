import type { Json } from '#core/json.ts';
import type { Share } from '#core/share.ts';

interface Shared {
  readonly result: Promise<Json>;
  readonly stop: AbortController;
  waiting: number;
}

/** Keeps what was made for as long as the run lasts. */
export function createShare(): Share {
  const made = new Map<string, Shared>();
  return {
    once: async <Value extends Json>(
      key: string,
      make: (signal: AbortSignal) => Promise<Value>,
      signal: AbortSignal,
    ): Promise<Value> => {
      signal.throwIfAborted();
      const shared = made.get(key) ?? begin(make);
      made.set(key, shared);
      shared.waiting += 1;
      const leave = Promise.withResolvers<never>();
      const onAbort = (): void => {
        shared.waiting -= 1;
        if (shared.waiting === 0) shared.stop.abort(signal.reason);
        leave.reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        // One key has one maker, and so one type.
        return (await Promise.race([shared.result, leave.promise])) as Value;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}

function begin(make: (signal: AbortSignal) => Promise<Json>): Shared {
  const stop = new AbortController();
  const result = make(stop.signal);
  result.catch(() => undefined);
  return { result, stop, waiting: 0 };
}
