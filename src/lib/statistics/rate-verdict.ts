import type { Bounds } from '#core/site.ts';

/** `pass`: below the first bound; `warn`: between the two; `fail`: above the second. */
export type RateVerdict = 'pass' | 'warn' | 'fail' | 'undecided';

/** What was counted: `hits` of `trials`, each of which stands for up to `weight` of what the bounds count. */
export type Counted = {
  readonly hits: number;
  readonly trials: number;
  /** How many losses a hit stands for, at least and at most; 1 where hits are losses. */
  readonly weightLow: number;
  readonly weightHigh: number;
};

/**
 * The share of the error that each claim may make. At any true rate the wrong claims add up to no more than the
 * whole: below the first bound `above pass` and `above fail`, and so on.
 */
const SHARES = { pass: 0.9, fail: 0.1 } as const;

/** How far from a bound the rates lie that are bet on. The first is what a clean path earns most with. */
const RATIOS = [30, 10, 5, 3, 2, 1.5] as const;
const FIRST_WEIGHT = 0.9;

/** A rate beyond one half is no rate of loss that anybody bets on. */
const HIGHEST_RATE = 0.5;

/**
 * Says where a rate lies, wrong with a probability of at most `alpha` however often one looks (Ville's inequality;
 * Howard, Ramdas, McAuliffe and Sekhon 2021): each claim is a bet against its opposite, mixed over several rates, and
 * holds once the stake has grown by 1/alpha.
 */
export function rateVerdict(counted: Counted, { pass, fail }: Bounds, alpha: number): RateVerdict {
  const { weightLow, weightHigh } = counted;
  if (isShown(counted, { bound: pass / weightHigh, side: 'below', alpha: alpha * SHARES.pass })) {
    return 'pass';
  }
  if (isShown(counted, { bound: fail / weightLow, side: 'above', alpha: alpha * SHARES.fail })) {
    return 'fail';
  }
  const isAbovePass = {
    bound: pass / weightLow,
    side: 'above',
    alpha: alpha * SHARES.pass,
  } as const;
  const isBelowFail = {
    bound: fail / weightHigh,
    side: 'below',
    alpha: alpha * SHARES.fail,
  } as const;
  return isShown(counted, isAbovePass) && isShown(counted, isBelowFail) ? 'warn' : 'undecided';
}

interface Claim {
  readonly bound: number;
  readonly side: 'below' | 'above';
  readonly alpha: number;
}

function isShown({ hits, trials }: Counted, { bound, side, alpha }: Claim): boolean {
  if (bound >= HIGHEST_RATE) return side === 'below' && trials > 0 && hits === 0;
  const stakes = RATIOS.map((ratio, index) => {
    const rate = Math.min(HIGHEST_RATE, side === 'below' ? bound / ratio : bound * ratio);
    const others = (1 - FIRST_WEIGHT) / (RATIOS.length - 1);
    const hit = Math.log(rate / bound);
    const miss = Math.log1p(-rate) - Math.log1p(-bound);
    return Math.log(index === 0 ? FIRST_WEIGHT : others) + hits * hit + (trials - hits) * miss;
  });
  return logSum(stakes) >= Math.log(1 / alpha);
}

function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - most), 0));
}

/** Returns how many trials without a hit it takes to show a rate below `bound`. */
export function cleanTrialsNeeded(bound: number, alpha: number): number {
  let low = 1;
  let high = 1;
  const isEnough = (trials: number): boolean =>
    isShown(
      { hits: 0, trials, weightLow: 1, weightHigh: 1 },
      { bound, side: 'below', alpha: alpha * SHARES.pass },
    );
  while (!isEnough(high)) high *= 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
