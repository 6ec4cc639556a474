import type { Endpoint } from './endpoint.ts';

/** What all streams of one direction did in one interval, counted by the client: sent if `up`, received if `down`. */
export type Iperf3Interval = {
  /** Since the start of the test; it starts again after what is omitted. */
  readonly startS: number;
  readonly seconds: number;
  /** Bits per second of payload. */
  readonly bps: number;
  /** Null where the client does not send, or its kernel does not tell. */
  readonly retransmits: number | null;
  /** The mean of the streams, smoothed by the kernel (tcpi_rtt). */
  readonly rttMs: number | null;
  /** The sum of the streams. */
  readonly cwndBytes: number | null;
  /** Slow start that was asked to be left out (-O). */
  readonly isOmitted: boolean;
};

/** What went in one direction, all streams together, without what was omitted. Null is "not known", never 0. */
export type Iperf3Flow = {
  /** Bits per second of payload that arrived: the receiver's bytes in the receiver's time. */
  readonly goodputBps: number;
  readonly sentBytes: number | null;
  readonly receivedBytes: number;
  readonly retransmits: number | null;
  /** UDP: what the receiver missed between the first and the last that came; it cannot know of a lost tail. */
  readonly lostPackets: number | null;
  /** UDP: what was sent. */
  readonly packets: number | null;
  /** UDP: as of RFC 1889 (now RFC 3550, 6.4.1) at the end; the mean of the streams. */
  readonly jitterMs: number | null;
  readonly intervals: readonly Iperf3Interval[];
  /** Of what the client sends only: its kernel sees no RTT of what it receives. The mean of the streams. */
  readonly meanRttMs: number | null;
  readonly leastRttMs: number | null;
  readonly pmtuBytes: number | null;
};

/** Every direction that was asked for carried something, by the account of its receiver. */
export type Iperf3Measured = {
  readonly kind: 'measured';
  /** Of the client. */
  readonly version: string | null;
  readonly protocol: 'tcp' | 'udp';
  /** In each direction. */
  readonly streams: number;
  /** How long the longer direction took at its receiver, without what was omitted. */
  readonly seconds: number;
  readonly flows: { readonly up?: Iperf3Flow; readonly down?: Iperf3Flow };
  /** Of the control connection, or what was asked for; null for UDP. */
  readonly mssBytes: number | null;
  /** SO_SNDBUF and SO_RCVBUF of the client, as the kernel counts them; asked: null for autotuning. */
  readonly window: {
    readonly askedBytes: number | null;
    readonly senderBytes: number | null;
    readonly receiverBytes: number | null;
  };
  /** Of one core: above 100 with several threads (3.16). */
  readonly cpu: { readonly localPercent: number | null; readonly remotePercent: number | null };
  /** What the sender used: `cubic`, `bbr`. */
  readonly congestion: string | null;
};

/** Why there is no measurement. */
export type Iperf3FailureReason =
  | 'busy'
  | 'refused'
  | 'unreachable'
  | 'timed-out'
  | 'unauthorised'
  | 'clock-skew'
  | 'window-refused'
  | 'mss-refused'
  | 'limit-refused'
  | 'not-permitted'
  | 'address-in-use'
  | 'bad-address'
  | 'bad-option'
  | 'not-iperf3'
  | 'disconnected'
  | 'interrupted'
  | 'no-data'
  | 'malformed'
  | 'other';

export type Iperf3Failed = {
  readonly kind: 'failed';
  readonly reason: Iperf3FailureReason;
  /** What iperf3 said, or what is wrong with what it said. */
  readonly message: string;
  readonly remedy: string;
  /** What the client counted until then. `up` is what it sent: nobody has said that it arrived. */
  readonly shown: {
    readonly up?: readonly Iperf3Interval[];
    readonly down?: readonly Iperf3Interval[];
  };
};

export type Iperf3Result = Iperf3Measured | Iperf3Failed;

/** Who may use a server with authentication. The password is a reference (`env:…`, `file:…`), never the secret. */
export type Iperf3Credentials = {
  readonly user: string;
  readonly publicKeyFile: string;
  readonly password: string;
};

/** One test as its client runs it. */
export interface Iperf3Plan {
  readonly server: Endpoint;
  readonly protocol: 'tcp' | 'udp';
  /** `up`: from here to the server; `down`: from the server to here. */
  readonly direction: 'up' | 'down' | 'both';
  readonly seconds: number;
  /** Before those, and not counted: slow start. */
  readonly omitSeconds: number;
  readonly streams: number;
  /** null for autotuning. */
  readonly windowBytes: number | null;
  /** Of all streams of one direction together; null for as fast as it goes. */
  readonly rateBps: number | null;
  readonly credentials: Iperf3Credentials | null;
}

export interface Iperf3 {
  /**
   * Runs one test. `onRate` is told what went lately, in bits per second, where the version tells it live. Throws
   * CannotMeasure where this host has no iperf3 that can be used.
   */
  run(plan: Iperf3Plan, onRate: (bps: number) => void, signal: AbortSignal): Promise<Iperf3Result>;
}
