import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Io } from '#core/io.ts';
import type { Iperf3Measured, Iperf3Plan, Iperf3Result } from '#core/iperf3.ts';
import { bandwidthVerdict, rateOf } from './estimate.ts';
import { watchLoad } from './load.ts';
import type { BandwidthMeasurement, BandwidthTarget } from './target.ts';

export type World = Pick<Io, 'far' | 'stamp' | 'iperf3' | 'progress' | 'clock'>;

/** Measures until the verdict is clear, each run twice as long as the one before, on a link that nothing else uses. */
export async function measure(
  target: BandwidthTarget,
  io: World,
  signal: AbortSignal,
): Promise<BandwidthMeasurement> {
  const { server, release } = await serverOf(target, io, signal);
  try {
    const load = await watchLoad(io, signal);
    try {
      const measured = await runUntilClear(target, { ...io, server }, signal);
      return { ...measured, loadedRttMs: await load.end() };
    } finally {
      await load.end();
    }
  } finally {
    await release();
  }
}

interface Serving {
  readonly server: Endpoint;
  readonly release: () => Promise<void>;
}

async function serverOf(
  { server }: BandwidthTarget,
  { far }: World,
  signal: AbortSignal,
): Promise<Serving> {
  if (server.kind === 'named') return { server, release: () => Promise.resolve() };
  const { address = '' } = far;
  const { from, to } = server;
  const serving = await far.serveIperf3({ address, from, to }, signal);
  if (serving.kind === 'serving') {
    return { server: { address, port: serving.port }, release: serving.release };
  }
  const why = serving.kind === 'unwilling' ? serving.why : 'there is none';
  throw new CannotMeasure(
    `The peer serves no iperf3: ${why}.`,
    'Install iperf3 at the peer and let it use ports 5201 to 5210, or name a server under targets.iperf3.',
  );
}

const SLOW_START_S = 1;

/** A server is busy for a moment after our own last test, and for longer with one of somebody else. */
const BUSY_PAUSES_MS = [300, 1000, 2000] as const;

async function runUntilClear(
  target: BandwidthTarget,
  world: World & { readonly server: Endpoint },
  signal: AbortSignal,
): Promise<Omit<BandwidthMeasurement, 'loadedRttMs'>> {
  const cappedBps = capOf(target);
  const runs: Iperf3Result[] = [];
  let spentS = 0;
  let bytes = 0;
  for (let seconds = target.leastSeconds; ; seconds *= 2) {
    const run = await runOnce({ ...target, seconds, cappedBps }, world, signal);
    runs.push(run);
    if (run.kind === 'failed') return { runs, stop: 'failed', cappedBps };
    const measured = runs.filter((one) => one.kind === 'measured');
    const verdict = bandwidthVerdict(rateOf(measured, target), target.bounds);
    if (verdict !== 'undecided') return { runs, stop: 'decided', cappedBps };
    spentS += seconds;
    bytes += bytesOf(run);
    // The next takes twice as long.
    if (bytes + 2 * bytesOf(run) > (target.mostBytes ?? Infinity))
      return { runs, stop: 'bytes', cappedBps };
    if (spentS + seconds * 2 > target.mostSeconds) return { runs, stop: 'budget', cappedBps };
  }
}

async function runOnce(
  target: BandwidthTarget & { readonly seconds: number; readonly cappedBps: number | null },
  { iperf3, server, progress, clock }: World & { readonly server: Endpoint },
  signal: AbortSignal,
): Promise<Iperf3Result> {
  const plan = planOf(target, server);
  const startedMs = clock.nowMs();
  const lengthMs = (target.seconds + SLOW_START_S) * 1000;
  const expected = gigabytes(((target.cappedBps ?? target.bounds.pass) * lengthMs) / 8000);
  progress(0, `${target.seconds + SLOW_START_S} s, about ${expected} GB where the link is good`);
  const onRate = (bps: number): void => {
    progress(Math.min(1, (clock.nowMs() - startedMs) / lengthMs), `${(bps / 1e9).toFixed(2)} Gbps`);
  };
  for (const pauseMs of BUSY_PAUSES_MS) {
    const run = await iperf3.run(plan, onRate, signal);
    if (run.kind !== 'failed' || run.reason !== 'busy') return run;
    progress(0, 'the server is busy');
    await clock.sleep(pauseMs, signal);
  }
  return iperf3.run(plan, onRate, signal);
}

const DIRECTIONS = { 'to-aws': 'up', 'to-on-prem': 'down', 'both-ways': 'both' } as const;

function planOf(
  target: BandwidthTarget & { readonly seconds: number; readonly cappedBps: number | null },
  { address, port }: Endpoint,
): Iperf3Plan {
  const { protocol, streams, windowBytes, credentials, bounds, seconds, cappedBps } = target;
  return {
    server: { address, port },
    ...{ protocol, streams, windowBytes, credentials, seconds, omitSeconds: SLOW_START_S },
    direction: DIRECTIONS[target.way],
    rateBps: protocol === 'udp' ? Math.min(bounds.pass, cappedBps ?? Infinity) : cappedBps,
  };
}

/** Where a first run at the rate that is hoped for would take more than there is, the rate is held down. */
function capOf({ mostBytes, leastSeconds, bounds, boughtBps }: BandwidthTarget): number | null {
  if (mostBytes === null) return null;
  const affordable = (mostBytes * 8) / (leastSeconds + SLOW_START_S);
  return affordable < (boughtBps ?? bounds.pass * 1.2) ? Math.floor(affordable) : null;
}

function bytesOf({ flows }: Iperf3Measured): number {
  return Math.max(flows.up?.receivedBytes ?? 0, flows.down?.receivedBytes ?? 0);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toPrecision(2);
}
