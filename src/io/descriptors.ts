import { readFileSync } from 'node:fs';

/** A bound on sockets that are open at once, so that a big plan waits its turn instead of failing. */
export interface Descriptors {
  /** Runs `use` as soon as a descriptor is free. Rejects with the signal's reason if that aborts first. */
  hold<Result>(signal: AbortSignal, use: () => Promise<Result>): Promise<Result>;
}

/** Left to the rest of the program: files, pipes of children, the event loop's own. */
const RESERVE = 128;

/** Where the limit cannot be read: what nodeadm asks of a host at least (ulimit nofile). */
const USUAL_LIMIT = 1024;

/** Returns a first-come, first-served bound of `limit` descriptors; by default what this process may open. */
export function createDescriptors(limit: number = openLimit() - RESERVE): Descriptors {
  const waiting = new Set<() => void>();
  let free = Math.max(1, limit);
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    // The descriptor passes from hand to hand: a newcomer cannot slip in between.
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

function openLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(limits) ?? [];
    return soft === undefined || soft === 'unlimited' ? USUAL_LIMIT : Number(soft);
  } catch {
    return USUAL_LIMIT;
  }
}
