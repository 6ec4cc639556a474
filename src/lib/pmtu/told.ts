import type { ProbeRound, TooBig } from './outcome.ts';

/** RFC 791: every link carries as much. What a router says below it is no MTU. */
const LEAST_MTU_BYTES = 68;

/** Returns the MTUs that somebody named and that could be true: smaller than the packet they are about. */
export function toldMtus(
  rounds: readonly ProbeRound[],
  from: 'path' | 'anybody',
): ReadonlySet<number> {
  const told = refusals(rounds)
    .filter((refusal) => from === 'anybody' || refusal.from === 'path')
    .flatMap(({ mtuBytes, sizeBytes }) => (isSensible(mtuBytes, sizeBytes) ? [mtuBytes] : []));
  return new Set(told);
}

/** True where a router of the path named an MTU that cannot be, or that a larger packet shows to be too low. */
export function isLiedTo(rounds: readonly ProbeRound[], floorBytes: number): boolean {
  return refusals(rounds).some(
    ({ from, mtuBytes, sizeBytes }) =>
      from === 'path' &&
      mtuBytes !== null &&
      (!isSensible(mtuBytes, sizeBytes) || mtuBytes < floorBytes),
  );
}

function refusals(rounds: readonly ProbeRound[]): readonly TooBig[] {
  return rounds.flat().filter((outcome) => outcome.kind === 'too-big');
}

function isSensible(mtuBytes: number | null, sizeBytes: number): mtuBytes is number {
  return mtuBytes !== null && mtuBytes >= LEAST_MTU_BYTES && mtuBytes < sizeBytes;
}
