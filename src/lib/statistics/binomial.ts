import { incompleteBeta } from './beta.ts';

/** A rate with what is known of it: an interval of `confidence`. All of 0 to 1. */
export type Interval = {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
};

const HALVINGS = 200;

/** Returns the exact two-sided interval of a rate (Clopper and Pearson 1934) after `hits` in `trials`. */
export function rateInterval(hits: number, trials: number, confidence: number): Interval {
  const alpha = (1 - confidence) / 2;
  return {
    low: rateLow(hits, trials, alpha),
    high: rateHigh(hits, trials, alpha),
    confidence,
  };
}

/** Returns the rate that so few hits rule out at `alpha`, and all above it. */
export function rateHigh(hits: number, trials: number, alpha: number): number {
  if (hits >= trials) return 1;
  return solve((rate) => 1 - incompleteBeta(rate, hits + 1, trials - hits) <= alpha);
}

/** Returns the rate that so many hits rule out at `alpha`, and all below it. */
export function rateLow(hits: number, trials: number, alpha: number): number {
  if (hits <= 0) return 0;
  return solve((rate) => incompleteBeta(rate, hits, trials - hits + 1) > alpha);
}

/** Returns P(X ≤ hits) for X of Binomial(trials, rate). */
export function binomialAtMost(hits: number, trials: number, rate: number): number {
  if (hits < 0) return 0;
  return hits >= trials ? 1 : 1 - incompleteBeta(rate, hits + 1, trials - hits);
}

/** The smallest rate that is enough, by halving on a logarithmic scale: loss ratios are tiny. */
function solve(isEnough: (rate: number) => boolean): number {
  let low = -50; // e^-50: nobody sends so many packets
  let high = 0;
  for (let round = 0; round < HALVINGS; round += 1) {
    const middle = (low + high) / 2;
    if (isEnough(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}
