import type { Io } from '#core/io.ts';
import type { TracePlan } from '#core/trace.ts';
import type { Flow } from './flow.ts';
import {
  answeredIn,
  type FlowWorld,
  flowsOf,
  follow,
  knock,
  LONG_TTL,
  silentIn,
  type Stage,
} from './flow-stage.ts';
import { type MergedTrace, mergeTraces } from './merge.ts';
import { type TracedOnce, type TracedPath, traceOnce } from './trace-path.ts';

/** A path with the ways that single flows take. */
export type TracedFlows = TracedPath & {
  /** null where the program cannot keep to one flow: then each probe is a flow of its own. */
  readonly flows: readonly Flow[] | null;
};

/**
 * Source ports as connections of Linux have them (net.ipv4.ip_local_port_range: 32768 to 60999), far apart, odd and even,
 * and the same in every run: who looks for a fault finds it again. Of two ways 12 flows miss one in 1 of 2000 traces, of
 * four a certain one in 1 of 30.
 */
const SOURCE_PORTS = Array.from({ length: 12 }, (_, index) => 33_000 + 2311 * index);

/**
 * Followed hop by hop. With the 2 probes of the first trace that makes 6 a hop: as many ICMP errors as Linux sends to one
 * host at once (net.ipv4.icmp_ratelimit: 6, and then one a second).
 */
const FOLLOWED = 4;
const FOLLOWED_SILENT = 2;

/** Another way may be longer than the one that was seen first. */
const LONGER_BY = 2;

/** Past many silent routers, what is known by then must do: the whole shall take no more than 2 s. */
const FOLLOW_MOST_MS = 800;

/** Silent flows are tried again in rounds, beside flows that arrive: a short outage would silence both. */
const ROUNDS = 2;
const PROBES_OF_A_ROUND = 2;

const SHORTEST_WAIT_MS = 100; // so long may a busy host need to read an answer
const LONGEST_WAIT_MS = 2000;
const RTTS_TO_WAIT = 3;

/**
 * Traces the path, and then the ways of several flows, each from a source port that stays, as Paris traceroute does
 * (Augustin et al., IMC 2006). Flows without an answer are tried again. Returns null where nothing is there to trace with.
 */
export async function traceFlows(
  { address, port }: Pick<TracePlan, 'address' | 'port'>,
  io: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TracedFlows | null> {
  const plan = { address, port };
  const first = await traceOnce(plan, io, signal);
  if (first === null) return null;
  if (!first.canKeepFlow) return { ...pathOf(first), flows: null };
  const seen = mergeTraces([first.trace]);
  const maxTtl = lengthToFollow(seen);
  if (maxTtl === null) return { ...pathOf(first), flows: [] };
  const world = { plan, waitMs: waitFor(seen), io, signal };
  // Over UDP the target answers with ICMP errors, a few a second: that they are missing proves nothing.
  const canKnock = first.method === 'tcp' && first.trace.reached;
  const sweep = await knock(canKnock ? SOURCE_PORTS : [], 1, world);
  const followed = await follow(toFollow(sweep), { maxTtl, mostMs: FOLLOW_MOST_MS }, world);
  const knocks = [sweep, ...(await repeat(sweep, followed, world))];
  return { ...pathOf(first, followed, knocks), flows: flowsOf(knocks, followed) };
}

/** Returns how far to follow single flows; null where that would tell nothing new. */
function lengthToFollow({ end }: MergedTrace): number | null {
  if (end.kind === 'reached') return Math.min(LONG_TTL, end.ttl + LONGER_BY);
  return end.kind === 'filtered' && end.afterTtl > 0 ? end.afterTtl + 1 : null;
}

/** Routers may answer later than the target does: what they say so late, the first trace has. */
function waitFor({ hops, end }: MergedTrace): number {
  const far = end.kind === 'reached' ? hops.filter(({ ttl }) => ttl === end.ttl) : hops;
  const rtts = far.flatMap(({ addresses }) => addresses.map((one) => one.rttUpperBoundMs ?? 0));
  const enoughMs = Math.max(SHORTEST_WAIT_MS, Math.max(0, ...rtts) * RTTS_TO_WAIT);
  return Math.ceil(Math.min(LONGEST_WAIT_MS, enoughMs));
}

/** Silent flows, and beside them some that arrive. */
function toFollow(sweep: Stage): readonly number[] {
  if (sweep.size === 0) return SOURCE_PORTS.slice(0, FOLLOWED);
  const silent = silentIn(sweep);
  const few = silent.slice(0, FOLLOWED_SILENT);
  return [...few, ...answeredIn(sweep), ...silent.slice(FOLLOWED_SILENT)].slice(0, FOLLOWED);
}

async function repeat(sweep: Stage, followed: Stage, world: FlowWorld): Promise<readonly Stage[]> {
  const silent = silentIn(sweep);
  const ports = [...new Set([...silent, ...followed.keys()])];
  const rounds: Stage[] = [];
  while (silent.length > 0 && rounds.length < ROUNDS) {
    rounds.push(await knock(ports, PROBES_OF_A_ROUND, world));
  }
  return rounds;
}

/** All that was traced hop by hop, as one table. */
function pathOf(
  first: TracedOnce,
  followed: Stage = new Map(),
  knocks: readonly Stage[] = [],
): TracedPath {
  const stagesMs = [followed, ...knocks].map((stage) =>
    Math.max(0, ...[...stage.values()].map(({ durationMs }) => durationMs)),
  );
  return {
    ...{ tool: first.trace.tool, method: first.method },
    durationMs: Math.round(stagesMs.reduce((sum, ms) => sum + ms, first.durationMs)),
    trace: mergeTraces([first.trace, ...[...followed.values()].map(({ trace }) => trace)]),
  };
}
