import type { Jitter } from '#core/stream.ts';
import { createBatches } from './batch-means.ts';

/** J follows each difference by a sixteenth (RFC 3550 §6.4.1). */
const J_GAIN = 1 / 16;

export interface JitterBuilder {
  /** Takes the delay of the next packet. */
  add(delayMs: number): void;
  jitter(): Jitter;
}

/** Takes packets in the order in which they arrive, in constant space. */
export function createJitter(): JitterBuilder {
  const ipdv = createBatches();
  let lastMs: number | undefined;
  let count = 0;
  let mean = 0;
  let squares = 0;
  let j = 0;
  let greatestJ = 0;
  return {
    add: (delayMs) => {
      count += 1;
      const off = delayMs - mean;
      mean += off / count;
      squares += off * (delayMs - mean); // Welford 1962
      if (lastMs !== undefined) {
        const difference = Math.abs(delayMs - lastMs);
        ipdv.add(difference);
        j += (difference - j) * J_GAIN;
        greatestJ = Math.max(greatestJ, j);
      }
      lastMs = delayMs;
    },
    jitter: () => ({
      ipdv: ipdv.means(),
      greatestJ,
      lastJ: j,
      deviation: count === 0 ? 0 : Math.sqrt(squares / count),
    }),
  };
}
