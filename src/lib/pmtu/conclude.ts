import { findContradiction } from './consistency.ts';
import { type Finding, foundHeldBack, foundLimit, foundWhole, inconclusive } from './finding.ts';
import type { SearchOptions } from './options.ts';
import type { ProbeRound } from './outcome.ts';
import { isProven, isReliable, limitOf } from './proof.ts';
import { type Evidence, gaps } from './tally.ts';

/** Returns what the rounds prove, or null as long as another round would prove more. */
export function conclude(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
): Finding | null {
  const contradiction = findContradiction(rounds, evidence, options);
  if (contradiction !== null) {
    return inconclusive(rounds, evidence, options, contradiction);
  }
  if (evidence.floor === null) return concludeNothing(rounds, evidence, options);
  return gaps(evidence).length > 0 ? null : concludeSome(rounds, evidence, options);
}

function concludeNothing(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
): Finding | null {
  const [smallest] = evidence.sizes;
  if (smallest !== undefined && smallest.refused > 0) {
    return inconclusive(rounds, evidence, options, { why: 'below-smallest' });
  }
  if (rounds.length < options.attempts) return null;
  return inconclusive(rounds, evidence, options, { why: 'unreachable' });
}

function concludeSome(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
): Finding | null {
  const { floor } = evidence;
  if (floor !== null && floor.sizeBytes >= options.interfaceMtuBytes) {
    const isWhole = floor.silent === 0 || isReliable(floor);
    return isWhole ? foundWhole(rounds, evidence, floor.sizeBytes) : null;
  }
  const limit = limitOf(evidence);
  if (limit === null) return null;
  const { ceiling } = limit;
  if (ceiling.refused === 0 && ceiling.heldBack > 0) {
    return foundHeldBack(rounds, evidence, options);
  }
  const isExact = isProven(rounds, evidence, { limit, options });
  return isExact ? foundLimit(rounds, evidence, limit) : null;
}
