import type { Bounds } from '#core/site.ts';
import type { LossPeriods } from '#core/stream.ts';
import { type Interval, rateHigh, rateLow } from './binomial.ts';
import { isBursty, meanBurst } from './loss-periods.ts';
import { type Counted, rateVerdict, type RateVerdict } from './rate-verdict.ts';

/**
 * Says whether a loss ratio lies within its bounds. Where losses come in bursts, whole bursts are the witnesses:
 * packets of one burst were lost for one reason.
 */
export function lossVerdict(periods: LossPeriods, bounds: Bounds, alpha: number): RateVerdict {
  return rateVerdict(countedOf(periods), bounds, alpha);
}

function countedOf(periods: LossPeriods): Counted {
  const { lost, packets, periods: bursts } = periods;
  if (!isBursty(periods)) return { hits: lost, trials: packets, weightLow: 1, weightHigh: 1 };
  const { low, high } = meanBurst(periods);
  return { hits: bursts, trials: packets, weightLow: low, weightHigh: high };
}

/**
 * Returns bounds of the loss ratio, each of which holds at the confidence by itself, as the verdict asks: exact where
 * losses are single, widened to whole bursts where they are not.
 */
export function lossInterval(periods: LossPeriods, confidence: number): Interval {
  const { hits, trials, weightLow, weightHigh } = countedOf(periods);
  const alpha = 1 - confidence;
  const low = rateLow(hits, trials, alpha) * weightLow;
  const high = Math.min(1, rateHigh(hits, trials, alpha) * weightHigh);
  return { low, high, confidence };
}
