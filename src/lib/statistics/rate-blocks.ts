/** What was carried in a part of a transfer; neighbours may differ in length. */
export type RateSample = {
  /** Since the start of the transfer. */
  readonly startS: number;
  readonly seconds: number;
  readonly bps: number;
};

/** A sum of floats may lie just below the block that it begins. */
const ROUNDING = 1e-6;

/**
 * Returns the mean rate of each block of so many seconds. Neighbouring samples of a transfer depend on each other, and
 * blocks that are long enough hardly do (method of batch means): their mean has an interval by meanInterval(). A sample
 * belongs to the block that it begins in; a last block of less than half the length is left out.
 */
export function rateBlocks(
  samples: readonly RateSample[],
  blockSeconds: number,
): readonly number[] {
  const sums = new Map<number, { bits: number; seconds: number }>();
  for (const { startS, seconds, bps } of samples) {
    const block = Math.floor(startS / blockSeconds + ROUNDING);
    const sum = sums.get(block) ?? { bits: 0, seconds: 0 };
    sums.set(block, { bits: sum.bits + bps * seconds, seconds: sum.seconds + seconds });
  }
  return [...sums.values()]
    .filter(({ seconds }) => seconds >= blockSeconds / 2)
    .map(({ bits, seconds }) => bits / seconds);
}
