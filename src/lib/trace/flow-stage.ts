import type { Io } from '#core/io.ts';
import type { TracePlan, TraceProbes } from '#core/trace.ts';
import type { Flow, FlowHop } from './flow.ts';
import { type TracedOnce, traceOnce } from './trace-path.ts';
import type { Trace } from './trace.ts';

/** Runs at the same time, by the source port of each. */
export type Stage = ReadonlyMap<number, TracedOnce>;

export type FlowWorld = {
  readonly plan: Pick<TracePlan, 'address' | 'port'>;
  readonly waitMs: number;
  readonly io: Pick<Io, 'trace'>;
  readonly signal: AbortSignal;
};

/** As far as a trace goes that is not told how far: enough for any way to a target that one has reached. */
export const LONG_TTL = 30;

/** Sends probes that live long enough to arrive: only the target answers them, and routers on the way spend nothing. */
export function knock(
  ports: readonly number[],
  probesPerHop: number,
  world: FlowWorld,
): Promise<Stage> {
  const probes = { firstTtl: LONG_TTL, maxTtl: LONG_TTL, probesPerHop };
  return inParallel(ports, { probes }, world);
}

/** Traces each flow, one probe a hop; probes of a flow go one by one. */
export function follow(
  ports: readonly number[],
  bounds: { readonly maxTtl: number; readonly mostMs: number },
  world: FlowWorld,
): Promise<Stage> {
  const { maxTtl, mostMs } = bounds;
  return inParallel(ports, { probes: { maxTtl, probesPerHop: 1 }, mostMs }, world);
}

async function inParallel(
  ports: readonly number[],
  { probes, ...bounds }: { readonly probes: TraceProbes; readonly mostMs?: number },
  { plan, waitMs, io, signal }: FlowWorld,
): Promise<Stage> {
  const runs = ports.map(async (sourcePort) => {
    const once = await traceOnce(
      { ...plan, ...bounds, probes: { ...probes, waitMs, sourcePort } },
      io,
      signal,
    );
    return once === null ? [] : [[sourcePort, once] as const];
  });
  return new Map((await Promise.all(runs)).flat());
}

/** Those that were sent and not answered; a port that something else has in use is neither. */
export function silentIn(knocked: Stage): readonly number[] {
  return [...knocked].flatMap(([port, { trace }]) => {
    const { sent, answered } = countsOf(trace);
    return sent > 0 && answered === 0 ? [port] : [];
  });
}

export function answeredIn(knocked: Stage): readonly number[] {
  return [...knocked].flatMap(([port, { trace }]) => (trace.reached ? [port] : []));
}

/** Puts together what is known of each flow. */
export function flowsOf(knocks: readonly Stage[], followed: Stage): readonly Flow[] {
  const ports = new Set([...knocks, followed].flatMap((some) => [...some.keys()]));
  return [...ports].map((sourcePort) => {
    const traces = knocks.flatMap((some) => some.get(sourcePort)?.trace ?? []);
    const counts = traces.map(countsOf);
    const sent = counts.reduce((sum, one) => sum + one.sent, 0);
    const answered = counts.reduce((sum, one) => sum + one.answered, 0);
    const trace = followed.get(sourcePort)?.trace;
    return {
      ...{ sourcePort, sent, answered, reached: answered > 0 || trace?.reached === true },
      hops: trace === undefined ? null : hopsOf(trace),
    };
  });
}

function countsOf({ hops, target }: Trace): Pick<Flow, 'sent' | 'answered'> {
  const answers = hops.flatMap((hop) => hop.answers);
  const silent = hops.reduce((sum, hop) => sum + hop.silent, 0);
  const answered = answers.filter(({ address }) => address === target).length;
  return { sent: answers.length + silent, answered };
}

function hopsOf({ hops }: Trace): readonly FlowHop[] {
  return hops.flatMap(({ ttl, answers: [first] }) =>
    first === undefined ? [] : [{ ttl, address: first.address }],
  );
}
