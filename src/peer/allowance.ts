import { CannotMeasure } from '#core/check.ts';

/** Acts a second that a session may have done for it, and how many at once after a rest. */
const PER_SECOND = 2000;
const MOST_AT_ONCE = 4000;

/** Returns a function that is called before each act; it throws CannotMeasure once there are too many. */
export function createAllowance(nowMs: () => number): () => void {
  let left = MOST_AT_ONCE;
  let sinceMs = nowMs();
  return () => {
    const atMs = nowMs();
    left = Math.min(MOST_AT_ONCE, left + ((atMs - sinceMs) / 1000) * PER_SECOND);
    sinceMs = atMs;
    if (left < 1) {
      throw new CannotMeasure(
        `The peer does ${PER_SECOND} things a second for one host, and was asked for more.`,
        'Run with fewer cases at once: limits.concurrency in the config.',
      );
    }
    left -= 1;
  };
}
