import type { LossPeriods } from '#core/stream.ts';

/** Counts packets in the order of their sequence numbers, in constant space. */
export interface LossCounter {
  add(isLost: boolean): void;
  periods(): LossPeriods;
}

const NOTHING: LossPeriods = { packets: 0, lost: 0, periods: 0, longest: 0, squares: 0 };

/** Goes on from `before`, as if its last packet had arrived. */
export function createLossCounter(before: LossPeriods = NOTHING): LossCounter {
  let { packets, lost, periods, longest, squares } = before;
  let run = 0;
  return {
    add: (isLost) => {
      packets += 1;
      if (!isLost) {
        run = 0;
        return;
      }
      lost += 1;
      if (run === 0) periods += 1;
      squares += 2 * run + 1; // (run + 1)² − run²
      run += 1;
      longest = Math.max(longest, run);
    },
    periods: () => ({ packets, lost, periods, longest, squares }),
  };
}

/** Bursts of so many in a row do not come about by single, independent losses at the rates that matter here. */
const BURST = 3;

/** True where losses come in bursts, so that packets are no independent witnesses. */
export function isBursty({ longest }: LossPeriods): boolean {
  return longest >= BURST;
}

/** How much longer bursts may be on average than those that were seen, at 95 %. */
const SPREAD = 1.645;

/** Returns what a mean burst comes to in packets, at least and at most; 1 where there was none. */
export function meanBurst({ lost, periods, squares }: LossPeriods): {
  readonly low: number;
  readonly high: number;
} {
  if (periods === 0) return { low: 1, high: 1 };
  const mean = lost / periods;
  // One burst says nothing of the spread of others: the lengths of a Gilbert channel are geometric, with a deviation of about their mean.
  const seen = periods < 2 ? mean : Math.sqrt(Math.max(0, squares / periods - mean * mean));
  const error = (SPREAD * Math.max(seen, mean - 1)) / Math.sqrt(periods);
  return { low: Math.max(1, mean - error), high: mean + error };
}
