import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#core/io.ts';

/** The machine's monotonic clock. */
export function createClock(): Clock {
  return {
    nowMs: () => performance.now(),
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
  };
}
