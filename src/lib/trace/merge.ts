import { endOf } from './end.ts';
import type { TraceEnd } from './end.ts';
import { passingAddresses } from './loop.ts';
import type { MarkReason, Trace, TraceAnswer, TraceProblem } from './trace.ts';

export type MergedAddress = {
  readonly address: string;
  /** How many answers came from it at this TTL. */
  readonly answers: number;
  /**
   * The least RTT seen, in ms; null if none was told. An upper bound for the network's: routers make ICMP errors in
   * their slow path and limit their rate (RFC 1812 4.3.2.8), so that a hop may look slower than the hops behind it.
   */
  readonly rttUpperBoundMs: number | null;
  readonly marks: readonly MarkReason[];
};

export type MergedHop = {
  readonly ttl: number;
  readonly addresses: readonly MergedAddress[];
  /** Whether several routers let probes pass at this TTL (ECMP). Who refuses is not counted: it may be nearer. */
  readonly isMultipath: boolean;
  readonly silent: number;
};

/** Several traces of one target, as one table. */
export type MergedTrace = {
  readonly target: string;
  /** How many traces there are, and how many of them reached the target: some flows may, and others not. */
  readonly traces: number;
  readonly reachedBy: number;
  readonly hops: readonly MergedHop[];
  readonly lastAnsweredTtl: number | null;
  /** The first TTL that was probed and that nobody answered for: there may be answers from beyond. */
  readonly firstSilentTtl: number | null;
  /** The best of the ends: what at least one flow could do. */
  readonly end: TraceEnd;
  /** Where each trace ends, in their order. */
  readonly ends: readonly TraceEnd[];
  /** The least that any of them was told. */
  readonly pathMtuBytes?: number;
  readonly problems: readonly TraceProblem[];
};

/** From the one that says most to the one that says least. */
const RANK: readonly TraceEnd['kind'][] = [
  'reached',
  'loop',
  'unreachable',
  'answered-by-another',
  'filtered',
  'out-of-hops',
  'not-traced',
];

/** Puts traces of one target together: of several flows, ports or programs. */
export function mergeTraces(traces: readonly [Trace, ...Trace[]]): MergedTrace {
  const [{ target }] = traces;
  const stranger = traces.find((trace) => trace.target !== target);
  if (stranger !== undefined) {
    throw new TypeError(`Traces of one target are wanted, not of ${target} and ${stranger.target}`);
  }
  const hops = mergedHops(traces);
  const ends = traces.map(endOf);
  const mtus = traces.flatMap(({ pathMtuBytes }) => pathMtuBytes ?? []);
  return {
    target,
    traces: traces.length,
    reachedBy: traces.filter(({ reached }) => reached).length,
    hops,
    lastAnsweredTtl: hops.findLast(({ addresses }) => addresses.length > 0)?.ttl ?? null,
    firstSilentTtl: hops.find(({ addresses }) => addresses.length === 0)?.ttl ?? null,
    end: bestOf(ends),
    ends,
    ...(mtus.length === 0 ? {} : { pathMtuBytes: Math.min(...mtus) }),
    problems: distinct(traces.flatMap(({ problems }) => problems)),
  };
}

function mergedHops(traces: readonly Trace[]): readonly MergedHop[] {
  const all = traces.flatMap(({ hops }) => hops);
  const byTtl = Map.groupBy(all, ({ ttl }) => ttl);
  return [...byTtl]
    .sort(([first], [second]) => first - second)
    .map(([ttl, hops]) => ({
      ttl,
      addresses: mergedAddresses(hops.flatMap(({ answers }) => answers)),
      isMultipath: new Set(hops.flatMap(passingAddresses)).size > 1,
      silent: hops.reduce((sum, { silent }) => sum + silent, 0),
    }));
}

function mergedAddresses(answers: readonly TraceAnswer[]): readonly MergedAddress[] {
  return [...Map.groupBy(answers, ({ address }) => address)].map(([address, some]) => {
    const rtts = some.flatMap(({ rttMs }) => rttMs ?? []);
    return {
      address,
      answers: some.length,
      rttUpperBoundMs: rtts.length === 0 ? null : Math.min(...rtts),
      marks: [...new Set(some.flatMap(({ mark }) => mark?.reason ?? []))],
    };
  });
}

/** Of two that fell silent, the one that came further. */
function bestOf(ends: readonly TraceEnd[]): TraceEnd {
  const [best] = ends.toSorted(
    (first, second) =>
      RANK.indexOf(first.kind) - RANK.indexOf(second.kind) || distance(second) - distance(first),
  );
  return best ?? { kind: 'not-traced' };
}

function distance(end: TraceEnd): number {
  switch (end.kind) {
    case 'filtered':
      return end.afterTtl;
    case 'out-of-hops':
      return end.ttl;
    case 'reached':
    case 'unreachable':
    case 'answered-by-another':
      return -end.ttl;
    case 'loop':
    case 'not-traced':
      return 0;
  }
}

function distinct(problems: readonly TraceProblem[]): readonly TraceProblem[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.kind} ${problem.text}`, problem])).values(),
  ];
}
