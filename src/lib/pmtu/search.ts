import {
  type Bracket,
  chooseSizes,
  interleaved,
  pairs,
  roomBeside,
  withinBudget,
} from './candidates.ts';
import { conclude } from './conclude.ts';
import { type Finding, inconclusive } from './finding.ts';
import type { SearchOptions } from './options.ts';
import type { ProbeRound } from './outcome.ts';
import { isWordTrue, type Limit, limitOf } from './proof.ts';
import { type Evidence, gaps, type SizeTally, tally, witnesses } from './tally.ts';
import { toldMtus } from './told.ts';

/** What to do next: send one probe of each of these sizes (one may come several times), or nothing more. */
export type Step = { readonly kind: 'round'; readonly sizesBytes: readonly number[] } | Finding;

/**
 * Looks for the path MTU of one direction, a round of parallel probes at a time. All probes of a search are of one flow
 * (the same addresses and ports): routers spread flows over paths, and what one packet shows holds for its own flow.
 */
export interface PathMtuSearch {
  next(): Step;
  /** Takes what became of the probes of the round. */
  take(outcomes: ProbeRound): void;
}

export function createPathMtuSearch(options: SearchOptions): PathMtuSearch {
  const rounds: ProbeRound[] = [];
  return {
    next: () => nextStep(rounds, options),
    take: (outcomes) => {
      rounds.push(outcomes);
    },
  };
}

/** Returns the step after these rounds: they are all that a search knows. */
export function nextStep(rounds: readonly ProbeRound[], options: SearchOptions): Step {
  const evidence = tally(rounds);
  const finding = rounds.length === 0 ? null : conclude(rounds, evidence, options);
  if (finding !== null) return finding;
  const sizes = withinBudget(nextSizes(rounds, evidence, options), options);
  const probes = rounds.flat().length + sizes.length;
  if (rounds.length < options.mostRounds && probes <= options.mostProbes) {
    return { kind: 'round', sizesBytes: interleaved(sizes) };
  }
  const why = witnesses(evidence).lost > 0 ? 'loss' : 'budget';
  return inconclusive(rounds, evidence, options, { why });
}

function nextSizes(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
): readonly number[] {
  const { floor } = evidence;
  if (floor === null) return openingSizes(evidence, options);
  const missing = gaps(evidence);
  const missed = missing.map(({ sizeBytes }) => sizeBytes);
  if (floor.sizeBytes >= options.interfaceMtuBytes) {
    const isInDoubt = floor.silent > 0 || missing.some(({ silent }) => silent >= options.attempts);
    return isInDoubt ? [...missed, ...copies(floor, options)] : missed;
  }
  const limit = limitOf(evidence);
  if (limit !== null) return [...closingSizes(rounds, limit, options), ...missed];
  return searchingSizes(rounds, evidence, { options, missed });
}

/** The whole size, in case all is well, and the smallest, in case it is not. */
function openingSizes({ sizes }: Evidence, options: SearchOptions): readonly number[] {
  const isOpen = (sizeBytes: number): boolean =>
    sizes.every((size) => size.sizeBytes !== sizeBytes || size.silent > 0);
  const { interfaceMtuBytes, smallestBytes } = options;
  return [...new Set([smallestBytes, interfaceMtuBytes])].filter(
    (sizeBytes) => sizeBytes === smallestBytes || isOpen(sizeBytes),
  );
}

/** Two rounds of so many are proof; in turns, so that each that arrives shows that the path was up. */
const COPIES = 8;

function copies({ sizeBytes }: SizeTally, options: SearchOptions): readonly number[] {
  const { mostPerRound, mostBytesPerRound } = options;
  const most = Math.min(COPIES, mostPerRound / 2, mostBytesPerRound / (2 * (sizeBytes + 1)));
  return Array.from({ length: Math.max(1, Math.floor(most)) }, () => sizeBytes);
}

/** Returns copies of both sizes, but one of a size that a router refuses or names: no loss explains that. */
function closingSizes(
  rounds: readonly ProbeRound[],
  { floor, ceiling }: Limit,
  options: SearchOptions,
): readonly number[] {
  if (ceiling.refused === 0) return [...copies(ceiling, options), ...copies(floor, options)];
  const isEnough = isWordTrue(rounds, floor);
  return [ceiling.sizeBytes, ...(isEnough ? [floor.sizeBytes] : copies(floor, options))];
}

/** Links of different MTUs on one path: a jumbo network, a transit gateway, the internet, a tunnel. */
const MOST_TOLD = 4;

/** A told size that is silent is sent so often before other sizes are tried: it may have been lost. */
const SENDS_OF_TOLD = 2;

type Searching = { readonly options: SearchOptions; readonly missed: readonly number[] };

/** First where a router says that the limit is; then where limits of real paths are, and evenly in between. */
function searchingSizes(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  { options, missed }: Searching,
): readonly number[] {
  const told = toldMtus(rounds, 'anybody');
  const again = unheardCeiling(evidence);
  const before = [...missed, ...again.map(({ sizeBytes }) => sizeBytes)];
  if (again.some(({ sizeBytes, silent }) => told.has(sizeBytes) && silent < SENDS_OF_TOLD)) {
    return before;
  }
  const bracket = bracketOf(evidence, options);
  const toldPairs = pairs(told, bracket);
  if (toldPairs.length > 0 && told.size <= MOST_TOLD) return [...before, ...toldPairs];
  const wanted = options.wantedBytes === null ? [] : [options.wantedBytes];
  const likely = pairs([...told, ...wanted, ...options.priorsBytes], bracket);
  return [...before, ...chooseSizes(likely, bracket, roomBeside(before, options))];
}

function bracketOf({ floor, ceiling }: Evidence, { interfaceMtuBytes }: SearchOptions): Bracket {
  return {
    floorBytes: floor?.sizeBytes ?? 0,
    ceilingBytes: ceiling?.sizeBytes ?? interfaceMtuBytes + 1,
  };
}

/** The ceiling, where nothing but silence came back: it may have been lost. */
function unheardCeiling({ ceiling }: Evidence): readonly SizeTally[] {
  if (ceiling === null) return [];
  return ceiling.silent > 0 && ceiling.refused + ceiling.heldBack === 0 ? [ceiling] : [];
}
