/** A bound on what goes on at once: first come, first served. */
export interface Turns {
  /** Runs `use` as soon as it is its turn. Rejects with the signal's reason if that aborts first. */
  hold<Result>(signal: AbortSignal, use: () => Promise<Result>): Promise<Result>;
}

/** Returns a bound of `limit` at once. */
export function createTurns(limit: number): Turns {
  const waiting = new Set<() => void>();
  let free = Math.max(1, limit);
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    // The turn passes from hand to hand: a newcomer cannot slip in between.
    waiting.delete(next);
    next();
  };
  const acquire = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    if (free === 0) return turn(waiting, signal);
    free -= 1;
  };
  return {
    hold: async (signal, use) => {
      await acquire(signal);
      try {
        signal.throwIfAborted();
        return await use();
      } finally {
        release();
      }
    },
  };
}

function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      waiting.delete(next);
      reject(signal.reason as Error);
    };
    const next = (): void => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    waiting.add(next);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
