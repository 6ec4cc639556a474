import type { Iperf3Credentials, Iperf3Result } from '#core/iperf3.ts';
import type { Attachment, Bounds } from '#core/site.ts';
import type { Histogram } from '#core/stream.ts';

export type Way = 'to-aws' | 'to-on-prem' | 'both-ways';

/** Who serves: iperf3 that the peer starts for us at one of these ports, or one that somebody runs. */
export type Server =
  | { readonly kind: 'peer'; readonly from: number; readonly to: number }
  | { readonly kind: 'named'; readonly address: string; readonly port: number };

export type BandwidthTarget = {
  readonly way: Way;
  readonly server: Server;
  /** Bits per second: good from `pass` on, bad below `fail`. */
  readonly bounds: Bounds;
  readonly measure: 'line-rate' | 'goodput';
  readonly attachment: Attachment;
  /** What was bought, where the config says it. */
  readonly boughtBps: number | null;
  readonly protocol: 'tcp' | 'udp';
  readonly streams: number;
  readonly windowBytes: number | null;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  /** All that may be sent or received; null for no limit. */
  readonly mostBytes: number | null;
  readonly confidence: number;
  readonly credentials: Iperf3Credentials | null;
};

export type BandwidthMeasurement = {
  /** One after the other, each with its own slow start left out. The last may have failed. */
  readonly runs: readonly Iperf3Result[];
  readonly stop: 'decided' | 'budget' | 'bytes' | 'failed';
  /** What the rate was held down to, so that no more than `mostBytes` went; null for as fast as it went. */
  readonly cappedBps: number | null;
  /** Round trips of test packets meanwhile, where there is a peer. */
  readonly loadedRttMs: Histogram | null;
};
