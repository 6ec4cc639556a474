import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { MergedHop, MergedTrace } from '#lib/trace/merge.ts';
import { findingsOnFlows } from './judge-flows.ts';
import { type Facts, say } from './messages.ts';
import type { TraceMeasurement, TraceTarget } from './target.ts';

export function judge(target: TraceTarget, measurement: TraceMeasurement): Judgement {
  if (measurement.kind === 'no-program') {
    return { findings: [say.noProgram({ address: target.address })], metrics: [] };
  }
  const { trace } = measurement;
  const facts = factsOf(target, measurement);
  const hops = trace.end.kind === 'reached' ? trace.end.ttl : null;
  return {
    findings: [
      ...endOf(trace, facts),
      ...waysOf(trace, facts),
      ...findingsOnFlows(measurement.flows ?? [], facts),
    ],
    metrics: hops === null ? [] : [{ name: 'hops', value: hops, unit: 'count' }],
  };
}

type Traced = Extract<TraceMeasurement, { kind: 'traced' }>;

function factsOf({ address, port }: TraceTarget, { trace, flows, ...how }: Traced): Facts {
  const last = trace.hops.findLast(({ ttl }) => ttl === trace.lastAnsweredTtl);
  return {
    ...{ address, port, tool: how.tool, method: how.method, durationMs: how.durationMs },
    hops: shownHops(trace).map(wordsOf),
    lastHop: last?.addresses[0]?.address ?? null,
    lastTtl: trace.lastAnsweredTtl ?? 0,
    followed: flows === null ? null : flows.filter(({ hops }) => hops !== null).length,
    where: [],
    reason: '',
  };
}

/** A circle is seen by then. */
const MOST_HOPS_IN_A_LOOP = 8;

/** One silent hop after the last answer is enough to see, and the target once. */
function shownHops({ hops, lastAnsweredTtl, end, target }: MergedTrace): readonly MergedHop[] {
  if (end.kind === 'loop') return hops.slice(0, MOST_HOPS_IN_A_LOOP);
  const lastTtl = lastAnsweredTtl ?? 0;
  if (end.kind !== 'reached') return hops.filter(({ ttl }) => ttl <= lastTtl + 1);
  const isBeyond = (hop: MergedHop): boolean =>
    hop.ttl > end.ttl && hop.addresses.every(({ address }) => address === target);
  return hops.filter((hop) => hop.ttl <= lastTtl && !isBeyond(hop));
}

function wordsOf({ ttl, addresses }: MergedHop): string {
  if (addresses.length === 0) return `${ttl} silent`;
  const who = addresses.map(({ address, rttUpperBoundMs: ms }) =>
    ms === null ? address : `${address} (${Number(ms.toPrecision(3))} ms at most)`,
  );
  return `${ttl} ${who.join(' or ')}`;
}

function endOf({ end }: MergedTrace, facts: Facts): readonly Finding[] {
  switch (end.kind) {
    case 'reached':
      return [];
    case 'loop':
      return [say.loop({ ...facts, where: end.addresses })];
    case 'unreachable':
      return [say.refused({ ...facts, where: [end.address], reason: end.reason })];
    case 'filtered':
      return [say.silent(facts)];
    case 'answered-by-another':
      return [say.unclear({ ...facts, reason: `${end.address} answered in its place` })];
    case 'out-of-hops':
      return [say.unclear({ ...facts, reason: `${end.ttl} hops were not enough` })];
    case 'not-traced':
      return [say.unclear({ ...facts, reason: 'nothing was sent' })];
  }
}

function waysOf(trace: MergedTrace, facts: Facts): readonly Finding[] {
  const splits = trace.hops.filter((hop) => hop.isMultipath || isUneven(hop, trace));
  if (splits.length === 0) return [];
  const where = splits.map(
    ({ ttl, addresses }) => `${ttl}: ${addresses.map(({ address }) => address).join(' or ')}`,
  );
  return [say.several({ ...facts, where })];
}

/** Some packets have arrived where others meet another router: one way is longer. */
function isUneven({ addresses }: MergedHop, { target }: MergedTrace): boolean {
  const isThere = addresses.some(({ address }) => address === target);
  return (
    isThere && addresses.some(({ address, marks }) => address !== target && marks.length === 0)
  );
}
