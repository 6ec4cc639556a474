import { incompleteBeta, logGamma } from './beta.ts';

export type Trials = { readonly hits: number; readonly trials: number };

/**
 * True once `hits` in `trials` show a rate below `bound`, wrong with a probability of at most `alpha` however often one
 * looks: the likelihood ratio of a uniform mixture of the rates below against the bound itself (Robbins 1970, Ville's
 * inequality).
 */
export function isShownBelow({ hits, trials }: Trials, bound: number, alpha: number): boolean {
  if (trials === 0) return false;
  const misses = trials - hits;
  const logMixture =
    Math.log(incompleteBeta(bound, hits + 1, misses + 1)) +
    logGamma(hits + 1) +
    logGamma(misses + 1) -
    logGamma(trials + 2) -
    Math.log(bound);
  const logAtBound = hits * Math.log(bound) + misses * Math.log1p(-bound);
  return logMixture - logAtBound >= Math.log(1 / alpha);
}

/** The same for a rate above `bound`: the misses are then rarer than one would think. */
export function isShownAbove({ hits, trials }: Trials, bound: number, alpha: number): boolean {
  return isShownBelow({ hits: trials - hits, trials }, 1 - bound, alpha);
}

/**
 * Returns about how many trials tell a rate from a bound: each is worth the divergence of the two on average
 * (Wald 1945). Infinity where they are the same.
 */
export function trialsToTell(rate: number, bound: number, alpha: number): number {
  const part = (from: number, to: number): number => (from === 0 ? 0 : from * Math.log(from / to));
  const divergence = part(rate, bound) + part(1 - rate, 1 - bound);
  return divergence <= 0 ? Infinity : Math.ceil(Math.log(1 / alpha) / divergence);
}
