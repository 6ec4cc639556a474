import type { Iperf3Flow, Iperf3Measured } from '#core/iperf3.ts';
import type { Bounds } from '#core/site.ts';
import { rateBlocks } from '#lib/statistics/rate-blocks.ts';
import { meanInterval } from '#lib/statistics/student.ts';
import type { BandwidthTarget, Way } from './target.ts';

/** What one direction carried in all runs together, in bits per second. */
export type Rate = {
  readonly goodputBps: number;
  /** As whoever sells the link counts: with the headers of TCP, IP and Ethernet. */
  readonly lineRateBps: number;
  /** Of what is held against the bounds. */
  readonly low: number;
  readonly high: number;
  readonly blocks: number;
};

/** Neighbouring tenths of a second depend on each other: halves of a second hardly do. */
const BLOCK_S = 0.5;

/** Preamble, header, checksum and gap of an Ethernet frame (IEEE 802.3 §3.1, §4.4.2). */
const ETHERNET_BYTES = 38;
/** IPv4 and TCP with timestamps (RFC 7323 §3.2), which Linux always has; IPv4 and UDP. */
const HEADER_BYTES = { tcp: 20 + 32, udp: 20 + 8 } as const;

/** Returns the rate of the slower direction of a test. There has to be a run. */
export function rateOf(runs: readonly Iperf3Measured[], target: BandwidthTarget): Rate {
  const rates = FLOWS[target.way].map((flow) => rateOfFlow(runs, flow, target));
  return rates.reduce((slowest, one) => (one.goodputBps < slowest.goodputBps ? one : slowest));
}

/** The host is the client: what goes up goes to AWS. */
export const FLOWS: Readonly<Record<Way, readonly ('up' | 'down')[]>> = {
  'to-aws': ['up'],
  'to-on-prem': ['down'],
  'both-ways': ['up', 'down'],
};

function rateOfFlow(
  runs: readonly Iperf3Measured[],
  direction: 'up' | 'down',
  { measure, confidence, leastSeconds, mostSeconds }: BandwidthTarget,
): Rate {
  const flows = runs.flatMap(({ flows: { [direction]: flow }, seconds }) =>
    flow === undefined ? [] : [{ flow, seconds }],
  );
  const bits = flows.reduce((sum, { flow }) => sum + flow.receivedBytes * 8, 0);
  const goodputBps = bits / flows.reduce((sum, { seconds }) => sum + seconds, 0);
  const factor = lineFactor(runs);
  const blocks = flows.flatMap(({ flow }) => blocksOf(flow));
  // One looks after each run: the looks share the error.
  const looks = Math.max(1, Math.ceil(Math.log2(mostSeconds / leastSeconds + 1)));
  const { low, high } = meanInterval(blocks, 1 - (1 - confidence) / looks);
  const scale = measure === 'line-rate' ? factor : 1;
  const lineRateBps = goodputBps * factor;
  return { goodputBps, lineRateBps, low: low * scale, high: high * scale, blocks: blocks.length };
}

/** Returns the goodput of each block: what the client counted, brought to what the receiver has got. */
function blocksOf({ intervals, goodputBps }: Iperf3Flow): readonly number[] {
  const counted = intervals.filter(({ isOmitted }) => !isOmitted);
  const seconds = counted.reduce((sum, one) => sum + one.seconds, 0);
  const bits = counted.reduce((sum, one) => sum + one.bps * one.seconds, 0);
  const share = bits === 0 ? 0 : goodputBps / (bits / seconds);
  return rateBlocks(counted, BLOCK_S).map((bps) => share * bps);
}

/** How much more goes over the wire than what a program gets. */
export function lineFactor(runs: readonly Iperf3Measured[]): number {
  const last = runs.at(-1);
  if (last?.mssBytes === undefined || last.mssBytes === null) return 1;
  const mss = last.mssBytes;
  return (mss + HEADER_BYTES[last.protocol] + ETHERNET_BYTES) / mss;
}

export type BandwidthVerdict = 'pass' | 'warn' | 'fail' | 'undecided';

/** TCP never fills a link wholly, and what is sold as 10 Gbps may be measured as 9.9. */
const TOLERANCE = 0.02;

/** More is better: `pass` is the higher of the bounds. */
export function bandwidthVerdict({ low, high }: Rate, bounds: Bounds): BandwidthVerdict {
  const pass = bounds.pass * (1 - TOLERANCE);
  const fail = bounds.fail * (1 - TOLERANCE);
  if (low >= pass) return 'pass';
  if (high < fail) return 'fail';
  return high < pass && low >= fail ? 'warn' : 'undecided';
}
