import type { Bounds } from '#core/site.ts';
import type { Transfer } from '#core/storage.ts';
import { rateBlocks } from '#lib/statistics/rate-blocks.ts';
import { meanInterval } from '#lib/statistics/student.ts';

export type StorageRate = {
  readonly meanBps: number;
  readonly low: number;
  readonly high: number;
  readonly blocks: number;
};

export type StorageVerdict = 'pass' | 'warn' | 'fail' | 'undecided';

/** A transfer is looked at as so many blocks in time, each of a twentieth of a second at least. */
const BLOCKS = 12;
const LEAST_BLOCK_S = 0.05;

/** Fewer blocks have an interval that says nothing. */
const FEWEST_BLOCKS = 4;

/** Returns the rate of a transfer with its interval (method of batch means), in bits per second. */
export function rateOfTransfer(
  { bytes, seconds, samples }: Transfer,
  confidence: number,
): StorageRate {
  const meanBps = seconds === 0 ? 0 : (bytes * 8) / seconds;
  const blocks = rateBlocks(samples, Math.max(LEAST_BLOCK_S, seconds / BLOCKS));
  const { low, high } = meanInterval(blocks, confidence);
  return blocks.length < FEWEST_BLOCKS
    ? { meanBps, low: 0, high: Infinity, blocks: blocks.length }
    : { meanBps, low, high, blocks: blocks.length };
}

/** More is better: `pass` is the higher of the bounds. */
export function storageVerdict({ low, high }: StorageRate, { pass, fail }: Bounds): StorageVerdict {
  if (low >= pass) return 'pass';
  if (high < fail) return 'fail';
  return high < pass && low >= fail ? 'warn' : 'undecided';
}
