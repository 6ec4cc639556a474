import type { BatchMeans } from '#core/stream.ts';

/** Twice as many at most; when they are full, each two become one of double length. */
const FEWEST_BATCHES = 32;

export interface BatchBuilder {
  add(value: number): void;
  means(): BatchMeans;
}

/** Collects batch means in constant space, whatever the number of values. */
export function createBatches(): BatchBuilder {
  let batches: number[] = [];
  let length = 1;
  let sum = 0;
  let inBatch = 0;
  let count = 0;
  let mean = 0;
  return {
    add: (value) => {
      count += 1;
      mean += (value - mean) / count;
      sum += value;
      inBatch += 1;
      if (inBatch < length) return;
      batches.push(sum / length);
      sum = 0;
      inBatch = 0;
      if (batches.length < 2 * FEWEST_BATCHES) return;
      batches = Array.from({ length: FEWEST_BATCHES }, (_, index) => {
        const [first = 0, second = 0] = batches.slice(2 * index, 2 * index + 2);
        return (first + second) / 2;
      });
      length *= 2;
    },
    means: () => ({ count, mean, batches: [...batches] }),
  };
}

export type MeanInterval = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
};

const RESAMPLES = 2000;

/**
 * Returns the mean with its interval by resampling whole batches (block bootstrap, Künsch 1989). The generator is
 * seeded by the data's size alone, so that a saved measurement gives the same interval again.
 */
export function bootstrapMean(
  { mean, batches, count }: BatchMeans,
  confidence: number,
): MeanInterval {
  if (batches.length < 2) return { value: mean, low: 0, high: Infinity, confidence };
  const random = createRandom(count);
  const means = Array.from({ length: RESAMPLES }, () => {
    const resample = batches.map(() => batches[Math.floor(random() * batches.length)] ?? 0);
    return resample.reduce((sum, one) => sum + one, 0) / batches.length;
  }).sort((a, b) => a - b);
  const alpha = (1 - confidence) / 2;
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] ?? mean;
  return { value: mean, low: at(alpha), high: at(1 - alpha), confidence };
}

/** Numerical Recipes' generator: enough to choose batches, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
