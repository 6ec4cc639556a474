/** Values in bins that grow with them: each is known to about one part in a hundred, in constant space. */
export type Histogram = {
  /** Upper edge of the first bin. */
  readonly lowest: number;
  /** Ratio of one bin's edges. */
  readonly growth: number;
  readonly count: number;
  /** [bin, how many], by bin; bins of none are left out. */
  readonly bins: readonly (readonly [number, number])[];
};

/** Losses in a row make one period (RFC 3357 §4.2); what happens to whole periods is what is independent. */
export type LossPeriods = {
  readonly packets: number;
  readonly lost: number;
  readonly periods: number;
  readonly longest: number;
  /** Sum of squares of the lengths: what their spread is estimated from. */
  readonly squares: number;
};

/** Means of stretches of a series: neighbours depend on each other, stretches hardly do. */
export type BatchMeans = {
  readonly count: number;
  readonly mean: number;
  /** Means of whole batches of equal length, in order. */
  readonly batches: readonly number[];
};

/** Variation of delay from packet to packet, in milliseconds, by the definitions in use. */
export type Jitter = {
  /** |D(i) − D(i−1)| of the packets that were selected (RFC 5481 §4.1, IPDV): the mean and its batches. */
  readonly ipdv: BatchMeans;
  /** The interarrival jitter J of RFC 3550 §6.4.1: its greatest value, and its last. */
  readonly greatestJ: number;
  readonly lastJ: number;
  /** √(E[x²] − E[x]²), which ping calls mdev. */
  readonly deviation: number;
};

/** What one stream of test packets showed, in constant space. Forward is towards the reflector. */
export type StreamSample = {
  readonly sent: number;
  readonly received: number;
  readonly duplicates: number;
  /** Answers that came when they had been given up. */
  readonly late: number;
  /** Answers whose times say nothing: one of the hosts was held up when it read its clock. */
  readonly untimed: number;
  /** Answers that came after one of a later packet. */
  readonly reordered: number;
  readonly forward: LossPeriods;
  readonly reverse: LossPeriods;
  /** Either way: a packet whose answer did not come. */
  readonly roundTrip: LossPeriods;
  /** Without the time that the reflector took. */
  readonly rttMs: Histogram;
  /** The least round trip of each stretch of the stream, in order: where the path changed, they show a step. */
  readonly levelsMs: readonly number[];
  readonly rttJitter: Jitter;
  readonly forwardJitter: Jitter;
  readonly reverseJitter: Jitter;
};

/** What this host itself did to the stream. */
export type HostNoise = {
  readonly receiveBufferBytes: number;
  /** Datagrams that the kernel threw away as nobody read them (/proc/net/udp). */
  readonly drops: number;
  /** Times that the loop was held up, and for how long at most. */
  readonly stalls: number;
  readonly longestStallMs: number;
  readonly topRatePps: number;
  readonly durationMs: number;
};

/** What the path over this host's own loopback adds: part of every number, and how sure one can be of it. */
export type Calibration = { readonly medianMs: number; readonly errorMs: number };

/** What a reflector has counted of a session; `drops` are its own kernel's. */
export type ReflectorCounts = {
  readonly received: number;
  readonly sent: number;
  readonly drops: number;
};

export type StreamEnd = 'decided' | 'budget' | 'silence';

/** What network or host said of packets that it did not deliver, and how often. */
export type Refusal = { readonly what: string; readonly from: string; readonly count: number };

/** What a test packet is (Type-P, RFC 2330 §13): a number holds for packets like it. */
export type PacketType = {
  readonly probe: 'stamp' | 'icmp';
  /** With the headers of IP. */
  readonly packetBytes: number;
  readonly dscp: number;
  readonly isAuthenticated: boolean;
};

export type StreamOutcome = {
  readonly sample: StreamSample;
  readonly host: HostNoise;
  /** null where the reflector could not be asked. */
  readonly reflector: ReflectorCounts | null;
  readonly calibration: Calibration;
  readonly stop: StreamEnd;
  readonly packet: PacketType;
  readonly refusals: readonly Refusal[];
};

interface Pacing {
  readonly address: string;
  readonly topRatePps: number;
  readonly mostPackets: number;
  readonly mostMs: number;
  /** What has not been answered for so long is lost (RFC 7680 §2.4). */
  readonly tMaxMs: number;
}

/** How a stream of STAMP packets is sent. */
export interface StreamPlan extends Pacing {
  /** This side's address; the routing table chooses where it is left out. */
  readonly from?: string;
  readonly port: number;
  /** Shared with the reflector; without one packets are sent in unauthenticated mode (RFC 8762 §4.2.1). */
  readonly key?: Uint8Array;
  readonly ssid: number;
}

/** How echo requests are sent (RFC 792). */
export interface PingPlan extends Pacing {
  /** Differentiated services code point (RFC 2474), 0 to 63. */
  readonly dscp: number;
}

export interface Watcher {
  /** Looks at what was seen so far; true ends the stream. */
  readonly isEnough: (sample: StreamSample, calibration: Calibration) => boolean;
  /** Asks the reflector what it has counted, once nothing is sent any more. */
  readonly counts: (signal: AbortSignal) => Promise<ReflectorCounts | undefined>;
}

export interface Stamp {
  /** Measures this host against itself, once, ahead of the first stream; without it, that stream begins later. */
  prepare(signal: AbortSignal): Promise<void>;
  /** Sends test packets (RFC 8762) to a reflector until they are enough, or the plan's budget is spent. */
  stream(plan: StreamPlan, watcher: Watcher, signal: AbortSignal): Promise<StreamOutcome>;
}

export interface Icmp {
  /**
   * Sends echo requests until they are enough. Throws CannotMeasure where this host has no ping(8) that it may run.
   */
  ping(
    plan: PingPlan,
    watcher: Pick<Watcher, 'isEnough'>,
    signal: AbortSignal,
  ): Promise<StreamOutcome>;
}
