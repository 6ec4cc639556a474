import type { Histogram } from '#core/stream.ts';

const LOWEST = 0.001;
const GROWTH = 1.01;
const LOG_GROWTH = Math.log(GROWTH);
const MOST_BIN = 2400; // 0.001 · 1.01^2400 = 2.3e7: hours, in milliseconds

export interface HistogramBuilder {
  add(value: number): void;
  histogram(): Histogram;
}

export function createHistogram(): HistogramBuilder {
  const counts = new Float64Array(MOST_BIN + 1);
  let count = 0;
  return {
    add: (value) => {
      counts[binOf(value)] = (counts[binOf(value)] ?? 0) + 1;
      count += 1;
    },
    histogram: () => ({
      lowest: LOWEST,
      growth: GROWTH,
      count,
      bins: [...counts.entries()].filter(([, many]) => many > 0),
    }),
  };
}

function binOf(value: number): number {
  if (!(value > LOWEST)) return 0;
  return Math.min(MOST_BIN, Math.ceil(Math.log(value / LOWEST) / LOG_GROWTH));
}

/** Returns the upper edge of a bin. */
export function valueOfBin({ lowest, growth }: Histogram, bin: number): number {
  return lowest * growth ** bin;
}

/** Returns the value that has `rank` values at or below it; ranks begin at 1. NaN where there are fewer. */
export function valueAtRank(histogram: Histogram, rank: number): number {
  let seen = 0;
  for (const [bin, many] of histogram.bins) {
    seen += many;
    if (seen >= rank) return valueOfBin(histogram, bin);
  }
  return Number.NaN;
}

/** Returns how many values lie above a limit, as far as bins can tell. */
export function countAbove(histogram: Histogram, limit: number): number {
  return histogram.bins
    .filter(([bin]) => valueOfBin(histogram, bin - 1) >= limit)
    .reduce((sum, [, many]) => sum + many, 0);
}
