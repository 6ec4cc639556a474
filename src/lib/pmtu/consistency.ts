import { chanceAllAmong, chanceAllLost } from './chance.ts';
import type { SearchOptions } from './options.ts';
import type { ProbeRound } from './outcome.ts';
import { type Evidence, gaps, sends, type SizeTally, witnesses } from './tally.ts';

/** What cannot be true of one path at one time; sizes below `fromBytes` are not in doubt. */
export type Contradiction = {
  readonly why: 'contradiction' | 'path-changed';
  readonly fromBytes: number;
};

/**
 * Finds out whether the losses among sizes that pass come from the size: a size that was refused although it or a
 * larger one arrived, one that never arrives although a larger one does, or losses that all are of the larger ones.
 * Then the packets took several paths, or the path changed.
 */
export function findContradiction(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
): Contradiction | null {
  const passing = evidence.sizes.filter(
    ({ sizeBytes }) => sizeBytes <= (evidence.floor?.sizeBytes ?? 0),
  );
  const first = passing.find(({ silent, refused }) => silent + refused > 0);
  if (first === undefined) return null;
  const isBroken =
    passing.some(({ refused }) => refused > 0) ||
    gaps(evidence).some((gap) => isShownSilent(gap, evidence, options)) ||
    isOfTheLarger(passing, first, options);
  if (!isBroken) return null;
  const zone = { fromBytes: first.sizeBytes, toBytes: evidence.floor?.sizeBytes ?? 0 };
  return {
    why: hasSwitched(rounds, zone) ? 'path-changed' : 'contradiction',
    fromBytes: zone.fromBytes,
  };
}

/** True where a size was sent often enough for its silence to be more than the loss that others meet. */
export function isShownSilent(
  size: SizeTally,
  evidence: Evidence,
  { attempts, mostChanceWrong }: SearchOptions,
): boolean {
  if (size.arrived > 0 || size.silent < attempts || size.rounds < attempts) return false;
  const all = witnesses(evidence);
  const isAmongThem = size.sizeBytes < (evidence.floor?.sizeBytes ?? 0);
  const others = isAmongThem ? { sent: all.sent - size.silent, lost: all.lost - size.silent } : all;
  return chanceAllLost(size.silent, others) <= mostChanceWrong;
}

function isOfTheLarger(
  passing: readonly SizeTally[],
  first: SizeTally,
  { mostChanceWrong }: SearchOptions,
): boolean {
  const larger = sends(passing.filter(({ sizeBytes }) => sizeBytes >= first.sizeBytes));
  return chanceAllAmong(larger.sent, sends(passing)) <= mostChanceWrong;
}

type Zone = { readonly fromBytes: number; readonly toBytes: number };

/** Fewer losses may come before or after all arrivals by chance. */
const LEAST_TO_SWITCH = 3;

/** True where the sizes in doubt all passed up to some time and none since, or the other way round. */
function hasSwitched(rounds: readonly ProbeRound[], zone: Zone): boolean {
  const arrivals: number[] = [];
  const losses: number[] = [];
  for (const [round, outcomes] of rounds.entries()) {
    for (const { kind, sizeBytes } of outcomes) {
      if (sizeBytes < zone.fromBytes || sizeBytes > zone.toBytes) continue;
      if (kind === 'arrived') arrivals.push(round);
      if (kind === 'silent' || kind === 'too-big') losses.push(round);
    }
  }
  if (losses.length < LEAST_TO_SWITCH) return false;
  return Math.max(...arrivals) < Math.min(...losses) || Math.max(...losses) < Math.min(...arrivals);
}
