import { incompleteBeta } from './beta.ts';
import type { Interval } from './binomial.ts';

const HALVINGS = 100;
const HIGHEST_T = 1e6;

/** Returns t with P(|T| > t) = alpha, for Student's T of so many degrees of freedom (NIST DLMF 8.17). */
export function studentT(alpha: number, freedom: number): number {
  const tail = (t: number): number => incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
  let low = 0;
  let high = HIGHEST_T;
  for (let round = 0; round < HALVINGS; round += 1) {
    const middle = (low + high) / 2;
    if (tail(middle) > alpha) low = middle;
    else high = middle;
  }
  return high;
}

/** Returns the mean of independent values with its interval (Student 1908); without an end where there is one value. */
export function meanInterval(
  values: readonly number[],
  confidence: number,
): Interval & { readonly mean: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const freedom = values.length - 1;
  if (freedom < 1) return { mean, low: 0, high: Infinity, confidence };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / freedom / values.length) * studentT(1 - confidence, freedom);
  return { mean, low: Math.max(0, mean - error), high: mean + error, confidence };
}
