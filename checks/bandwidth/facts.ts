import type { Iperf3Flow, Iperf3Measured } from '#core/iperf3.ts';
import type { Attachment, Bounds } from '#core/site.ts';
import { FLOWS, type Rate, rateOf } from './estimate.ts';
import type { BandwidthMeasurement, BandwidthTarget, Way } from './target.ts';

/** Everything that a finding about a measured rate says. Null is "not known". */
export type WholeFacts = Rate & {
  readonly way: Way;
  readonly server: string;
  readonly bounds: Bounds;
  readonly measure: 'line-rate' | 'goodput';
  readonly attachment: Attachment;
  readonly version: string | null;
  readonly protocol: 'tcp' | 'udp';
  readonly streams: number;
  readonly congestion: string | null;
  readonly mssBytes: number | null;
  readonly seconds: number;
  readonly gigabytes: number;
  readonly stop: BandwidthMeasurement['stop'];
  readonly confidence: number;
  readonly localCpuPercent: number | null;
  readonly remoteCpuPercent: number | null;
  readonly windowBytes: number | null;
  /** What that window lets through at this round trip. */
  readonly ceilingBps: number | null;
  readonly cappedBps: number | null;
  /** RFC 6349 §4: how much longer a transfer takes than at the rate that was bought; the share of bytes that were sent once; what load adds to the round trip. */
  readonly transferTimeRatio: number | null;
  readonly efficiencyPercent: number | null;
  readonly bufferDelayPercent: number | null;
  /** UDP: of what was sent. */
  readonly lostRatio: number | null;
};

/** There has to be a run. */
export function factsOf(
  target: BandwidthTarget,
  runs: readonly Iperf3Measured[],
  { stop, cappedBps }: Pick<BandwidthMeasurement, 'stop' | 'cappedBps'>,
): WholeFacts {
  const { way, server, bounds, measure, attachment, confidence } = target;
  const last = runs.at(-1);
  if (last === undefined) throw new Error('there is no run to speak of');
  const rate = rateOf(runs, target);
  return {
    ...rate,
    ...{ way, bounds, measure, attachment, confidence, stop, cappedBps },
    server: server.kind === 'peer' ? 'the peer' : `${server.address}:${server.port}`,
    ...{ version: last.version, protocol: last.protocol, streams: last.streams },
    ...{ congestion: last.congestion, mssBytes: last.mssBytes },
    seconds: round(runs.reduce((sum, { seconds }) => sum + seconds, 0)),
    gigabytes: round(bytesOf(runs, way) / 1e9),
    localCpuPercent: rounded(last.cpu.localPercent),
    remoteCpuPercent: rounded(last.cpu.remotePercent),
    windowBytes: last.window.askedBytes,
    ceilingBps: ceilingOf(last),
    transferTimeRatio:
      target.boughtBps === null ? null : round(target.boughtBps / rate.lineRateBps),
    ...trioOf(last, way),
  };
}

function bytesOf(runs: readonly Iperf3Measured[], way: Way): number {
  const flows = runs.flatMap((run) => FLOWS[way].map((direction) => run.flows[direction]));
  return flows.reduce((sum, flow) => sum + (flow?.receivedBytes ?? 0), 0);
}

/** A window's worth of bytes goes in each round trip, on each connection. */
function ceilingOf({ window, streams, flows }: Iperf3Measured): number | null {
  const rttMs = flows.up?.leastRttMs ?? null;
  if (window.askedBytes === null || rttMs === null || rttMs === 0) return null;
  const bytes = window.senderBytes ?? window.askedBytes;
  return (streams * bytes * 8) / (rttMs / 1000);
}

/** RFC 6349 §4.2 and §4.3, and the loss of UDP. */
function trioOf(
  { flows, mssBytes }: Iperf3Measured,
  way: Way,
): Pick<WholeFacts, 'efficiencyPercent' | 'bufferDelayPercent' | 'lostRatio'> {
  const [direction] = FLOWS[way];
  const flow = direction === undefined ? undefined : flows[direction];
  if (flow === undefined) {
    return { efficiencyPercent: null, bufferDelayPercent: null, lostRatio: null };
  }
  const { meanRttMs, leastRttMs, lostPackets, packets } = flow;
  const added = known(meanRttMs, leastRttMs, (mean, least) => mean - least);
  return {
    efficiencyPercent: efficiencyOf(flow, mssBytes),
    bufferDelayPercent: rounded(known(added, leastRttMs, (more, least) => (100 * more) / least)),
    lostRatio: known(lostPackets, packets, (lost, all) => lost / all),
  };
}

function efficiencyOf(
  { retransmits, sentBytes }: Iperf3Flow,
  mssBytes: number | null,
): number | null {
  const again = known(retransmits, mssBytes, (count, mss) => count * mss);
  const share = known(again, sentBytes, (bytes, all) => Math.max(0, 1 - bytes / all));
  return share === null ? null : round(100 * share);
}

/** Null unless both are known, and there is something to divide by. */
function known(
  a: number | null,
  b: number | null,
  of: (a: number, b: number) => number,
): number | null {
  return a === null || b === null || b === 0 ? null : of(a, b);
}

function rounded(value: number | null): number | null {
  return value === null ? null : round(value);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

export const WHOLE_EXAMPLE: WholeFacts = {
  ...{ goodputBps: 2.01e9, lineRateBps: 2.08e9, low: 2.02e9, high: 2.13e9, blocks: 4 },
  ...{ way: 'to-aws', server: 'the peer', bounds: { pass: 10e9, fail: 5e9 } },
  ...{ measure: 'line-rate', attachment: 'direct-connect-private', version: '3.12' },
  ...{ protocol: 'tcp', streams: 10, congestion: 'cubic', mssBytes: 1448 },
  ...{ seconds: 2, gigabytes: 0.503, stop: 'decided', confidence: 0.95 },
  ...{ localCpuPercent: 31, remoteCpuPercent: 40, windowBytes: null, ceilingBps: null },
  ...{ cappedBps: null, transferTimeRatio: 4.81, efficiencyPercent: 99.1 },
  ...{ bufferDelayPercent: 240, lostRatio: null },
};
