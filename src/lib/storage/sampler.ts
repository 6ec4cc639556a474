import type { Transfer } from '#core/storage.ts';

/** Samples are so long at least; a long transfer has longer ones. */
const FIRST_SECONDS = 0.025;
const MOST_SAMPLES = 400;

/** Counts what arrives over time, in bounded space: where samples become many, two neighbours become one. */
export function createSampler(): {
  add(bytes: number, atSeconds: number): void;
  transfer(seconds: number): Transfer;
} {
  let width = FIRST_SECONDS;
  let counts: number[] = [];
  let total = 0;
  return {
    add: (bytes, atSeconds) => {
      total += bytes;
      while (atSeconds / width >= MOST_SAMPLES) {
        counts = halves(counts);
        width *= 2;
      }
      const index = Math.max(0, Math.floor(atSeconds / width));
      counts[index] = (counts[index] ?? 0) + bytes;
    },
    transfer: (seconds) => ({
      bytes: total,
      seconds,
      samples: Array.from({ length: counts.length }, (_, index) => {
        const bytes = counts[index] ?? 0;
        const startS = index * width;
        const length = Math.min(width, Math.max(0, seconds - startS));
        return { startS, seconds: length, bps: length === 0 ? 0 : (bytes * 8) / length };
      }).filter((sample) => sample.seconds > 0),
    }),
  };
}

function halves(counts: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(counts.length / 2) }, (_, index) => {
    return (counts[2 * index] ?? 0) + (counts[2 * index + 1] ?? 0);
  });
}
