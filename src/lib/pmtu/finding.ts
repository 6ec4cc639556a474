import { chanceAllLost } from './chance.ts';
import { isShownSilent } from './consistency.ts';
import type { SearchOptions } from './options.ts';
import type { ProbeRound } from './outcome.ts';
import type { Limit } from './proof.ts';
import { type Evidence, type SizeTally, witnesses } from './tally.ts';
import { isLiedTo, toldMtus } from './told.ts';

/** What a search ends with, for the flow that its probes belong to; plain JSON. */
export type Finding = Exact | HeldBack | Inconclusive;

/** Shown by packets on both sides: `mtuBytes` arrives, and one byte more does not. */
export type Exact = Cost & {
  readonly kind: 'exact';
  readonly mtuBytes: number;
  /** The whole interface MTU; as a router said; refused by a router that did not say; in silence. */
  readonly how: 'whole' | 'told' | 'refused' | 'black-hole';
  readonly icmp: 'not-needed' | 'works' | 'without-mtu' | 'silent' | 'lies';
  /** The chance that loss alone looks like this; 0 where no silence is part of the proof. */
  readonly chanceWrong: number;
};

/**
 * `mtuBytes` arrives, and this kernel sends nothing larger whole: exactly what this host uses now, but nothing larger
 * was tried. The kernel was told during this search by a router of the path, or learned it earlier (Linux keeps it for
 * ten minutes): then the path may have changed since.
 */
export type HeldBack = Cost & {
  readonly kind: 'held-back';
  readonly mtuBytes: number;
  readonly toldBy: 'path' | 'earlier';
  readonly atMostBytes: number;
};

/** The path MTU lies from `atLeastBytes` (null: nothing arrived) to `atMostBytes`. */
export type Inconclusive = Cost & {
  readonly kind: 'inconclusive';
  readonly why: Doubt;
  readonly atLeastBytes: number | null;
  readonly atMostBytes: number;
};

export type Doubt =
  | 'unreachable' // no probe arrived
  | 'below-smallest' // a router refuses even the smallest probe
  | 'loss' // too many probes are lost to prove anything within the budget
  | 'contradiction' // sizes pass and do not pass: several paths, or loss that depends on the size
  | 'path-changed' // the same, from one moment on
  | 'budget';

type Cost = {
  /** Probes that this kernel sent, among them all that were lost or refused. */
  readonly probes: number;
  /** Probes that this kernel did not send, or not whole. */
  readonly heldBack: number;
  readonly rounds: number;
  /** Of the probes of sizes that pass: how many were sent, and lost. */
  readonly passing: { readonly sent: number; readonly lost: number };
};

function costOf(rounds: readonly ProbeRound[], evidence: Evidence): Cost {
  const heldBack = evidence.sizes.reduce((sum, size) => sum + size.heldBack, 0);
  return {
    probes: rounds.flat().length - heldBack,
    heldBack,
    rounds: rounds.length,
    passing: witnesses(evidence),
  };
}

export function foundWhole(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  mtuBytes: number,
): Exact {
  return {
    kind: 'exact',
    mtuBytes,
    how: 'whole',
    icmp: 'not-needed',
    chanceWrong: 0,
    ...costOf(rounds, evidence),
  };
}

export function foundLimit(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  { floor, ceiling }: Limit,
): Exact {
  const { sizeBytes } = floor;
  const isTold = toldMtus(rounds, 'path').has(sizeBytes);
  const isRefused = ceiling.refused > 0;
  const unsaid = isRefused ? 'without-mtu' : 'silent';
  return {
    kind: 'exact',
    mtuBytes: sizeBytes,
    how: isTold ? 'told' : isRefused ? 'refused' : 'black-hole',
    icmp: isLiedTo(rounds, sizeBytes) ? 'lies' : isTold ? 'works' : unsaid,
    chanceWrong: isRefused ? 0 : chanceAllLost(ceiling.silent, witnesses(evidence)),
    ...costOf(rounds, evidence),
  };
}

export function foundHeldBack(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
): HeldBack {
  const mtuBytes = evidence.floor?.sizeBytes ?? 0;
  return {
    kind: 'held-back',
    mtuBytes,
    toldBy: toldMtus(rounds, 'path').has(mtuBytes) ? 'path' : 'earlier',
    atMostBytes: atMost(evidence, options),
    ...costOf(rounds, evidence),
  };
}

/** Where sizes from `fromBytes` on are in doubt, only smaller ones are known to pass, and none is known not to. */
export function inconclusive(
  rounds: readonly ProbeRound[],
  evidence: Evidence,
  options: SearchOptions,
  { why, fromBytes }: { readonly why: Doubt; readonly fromBytes?: number },
): Inconclusive {
  const isSure = ({ sizeBytes, arrived }: SizeTally): boolean =>
    arrived > 0 && sizeBytes < (fromBytes ?? Infinity);
  return {
    kind: 'inconclusive',
    why,
    atLeastBytes: evidence.sizes.findLast(isSure)?.sizeBytes ?? null,
    atMostBytes: fromBytes === undefined ? atMost(evidence, options) : options.interfaceMtuBytes,
    ...costOf(rounds, evidence),
  };
}

function atMost(evidence: Evidence, options: SearchOptions): number {
  const isTooBig = (size: SizeTally): boolean =>
    size.sizeBytes > (evidence.floor?.sizeBytes ?? 0) &&
    (size.refused > 0 || isShownSilent(size, evidence, options));
  const tooBig = evidence.sizes.find(isTooBig);
  return tooBig === undefined ? options.interfaceMtuBytes : tooBig.sizeBytes - 1;
}
