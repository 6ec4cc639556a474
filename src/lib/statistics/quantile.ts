import type { Histogram } from '#core/stream.ts';
import { isShownAbove, isShownBelow } from './any-time.ts';
import { binomialAtMost } from './binomial.ts';
import { countAbove, valueAtRank } from './histogram.ts';

/** A quantile with its order-statistic interval; `high` is null where the sample is too small for one. */
export type QuantileInterval = {
  readonly quantile: number;
  readonly value: number;
  readonly low: number;
  readonly high: number | null;
  readonly confidence: number;
};

/**
 * Returns a quantile of the values with an interval that holds whatever their distribution: its ends are values whose
 * ranks come from Binomial(n, q) (David and Nagaraja, Order Statistics, §7.1).
 */
export function quantileInterval(
  histogram: Histogram,
  quantile: number,
  confidence: number,
): QuantileInterval {
  const { count } = histogram;
  const alpha = (1 - confidence) / 2;
  const lowRank = Math.max(1, rankAbove(count, quantile, alpha));
  const highRank = rankAbove(count, quantile, 1 - alpha) + 1;
  return {
    quantile,
    value: valueAtRank(histogram, Math.max(1, Math.ceil(quantile * count))),
    low: valueAtRank(histogram, lowRank),
    high: highRank > count ? null : valueAtRank(histogram, highRank),
    confidence,
  };
}

/** The smallest rank r with P(X ≤ r) > share, for X of Binomial(n, q). */
function rankAbove(count: number, quantile: number, share: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialAtMost(middle, count, quantile) > share) high = middle;
    else low = middle + 1;
  }
  return low;
}

export type QuantileVerdict = 'below' | 'above' | 'undecided';

/**
 * Decides whether a quantile lies below a limit: it does if fewer than 1 − q of all values are above it, which is a
 * question about a rate. `alpha` is the chance to be wrong, on either side, however often one looks.
 */
export function decideQuantile(
  histogram: Histogram,
  {
    quantile,
    limit,
    alpha,
  }: { readonly quantile: number; readonly limit: number; readonly alpha: number },
): QuantileVerdict {
  const trials = { hits: countAbove(histogram, limit), trials: histogram.count };
  if (isShownBelow(trials, 1 - quantile, alpha)) return 'below';
  return isShownAbove(trials, 1 - quantile, alpha) ? 'above' : 'undecided';
}
