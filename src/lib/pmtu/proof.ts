import { chanceAllLost } from './chance.ts';
import type { SearchOptions } from './options.ts';
import type { ProbeRound } from './outcome.ts';
import { type Evidence, type SizeTally, witnesses } from './tally.ts';
import { isLiedTo, toldMtus } from './told.ts';

/** The largest size that passes, and the next, one byte larger, that does not. */
export type Limit = { readonly floor: SizeTally; readonly ceiling: SizeTally };

/** Returns the two sizes that the limit lies between; null while there are others between them. */
export function limitOf({ floor, ceiling }: Evidence): Limit | null {
  if (floor === null || ceiling === null) return null;
  return ceiling.sizeBytes === floor.sizeBytes + 1 ? { floor, ceiling } : null;
}

/** Where half of all probes take another path, that many in a row keep to one of the two once in 2^15 times. */
const LEAST_PROOFS = 15;

/** A loss speaks as much for another path with half of the probes, against 5 % of loss, as four arrivals against it. */
const ARRIVALS_PER_LOSS = 4;

/** True where a size arrives so often that no other path takes half of its probes. */
export function isReliable({ arrived, silent }: SizeTally): boolean {
  return arrived >= LEAST_PROOFS + ARRIVALS_PER_LOSS * silent;
}

/** True where a router said so and all that was sent agrees: one packet on each side is enough. */
export function isWordTrue(
  rounds: readonly ProbeRound[],
  { sizeBytes, silent }: SizeTally,
): boolean {
  return silent === 0 && toldMtus(rounds, 'path').has(sizeBytes) && !isLiedTo(rounds, sizeBytes);
}

/** True where all that is known of both sizes is enough to call the limit exact. */
export function isProven(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  { limit, options }: { readonly limit: Limit; readonly options: SearchOptions },
): boolean {
  const { floor, ceiling } = limit;
  if (ceiling.refused > 0) {
    return isFresh(rounds, limit) && (isReliable(floor) || isWordTrue(rounds, floor));
  }
  return isReliable(floor) && isSilent(evidence, ceiling, options);
}

/** One round tells the MTU, the next confirms it. */
const FRESH_ROUNDS = 2;

/** True where both have been shown lately: what was refused long ago may pass by now. */
function isFresh(rounds: readonly ProbeRound[], { floor, ceiling }: Limit): boolean {
  const last = rounds.slice(-FRESH_ROUNDS).flat();
  return (
    last.some(({ kind, sizeBytes }) => kind === 'arrived' && sizeBytes === floor.sizeBytes) &&
    last.some(({ sizeBytes }) => sizeBytes === ceiling.sizeBytes)
  );
}

function isSilent(
  evidence: Evidence,
  { silent, rounds }: SizeTally,
  { attempts, mostChanceWrong }: SearchOptions,
): boolean {
  return (
    silent >= LEAST_PROOFS &&
    rounds >= attempts &&
    chanceAllLost(silent, witnesses(evidence)) <= mostChanceWrong
  );
}
