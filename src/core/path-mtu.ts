import type { Endpoint } from './endpoint.ts';

/**
 * What became of one probe that may not be fragmented. Every size is that of a whole IP packet. `arrived` outweighs
 * all else: an ICMP error about a packet that the far side confirms is a lie.
 */
export type ProbeOutcome =
  | { readonly kind: 'arrived'; readonly sizeBytes: number }
  | { readonly kind: 'silent'; readonly sizeBytes: number }
  | TooBig
  /** This kernel split the packet (FragCreates rose): whatever arrived says nothing of the size. */
  | { readonly kind: 'fragmented'; readonly sizeBytes: number };

/**
 * Refused by a router ("fragmentation needed", RFC 1191; "packet too big", RFC 4443 3.2), or by this kernel, which
 * then sent nothing (EMSGSIZE). `mtuBytes` is as told; null where it was not (RFC 1191 4: older routers say 0).
 */
export type TooBig = {
  readonly kind: 'too-big';
  readonly sizeBytes: number;
  readonly from: 'path' | 'local';
  readonly mtuBytes: number | null;
};

/** What became of the probes of one round; a probe that is missing counts as not sent. */
export type ProbeRound = readonly ProbeOutcome[];

/** Probes of one flow to one place. */
export interface ProbeFlow {
  /** Of the interface that packets to there leave by. */
  readonly interfaceMtuBytes: number;
  /** Sends one probe of each size, in this order, and waits for what becomes of them. */
  round(sizesBytes: readonly number[], signal: AbortSignal): Promise<ProbeRound>;
  close(): void;
}

/** What a port that listens for us is asked, and how what it confirms begins. */
export type ProbeLease = { readonly ask: Uint8Array; readonly answer: Uint8Array };

/** Datagrams that this kernel had to send in pieces: how many were sent, and how many arrived whole. */
export type Fragments = {
  /** Of the whole packet, before it was split. */
  readonly sizeBytes: number;
  readonly sent: number;
  readonly arrived: number;
};

/** What TCP keeps to on an open connection (struct tcp_info); segments are counted without their options. */
export type TcpLimits = {
  /** The largest segment that this side sends. */
  readonly mssBytes: number;
  /** What this kernel believes the path carries. */
  readonly pathMtuBytes: number;
  /** The largest segment that this side has asked for. */
  readonly advertisedMssBytes: number;
};

export interface PathMtuProbes {
  /** Datagrams to a port that the other side has lent; the other side confirms each that arrived. */
  udp(to: Endpoint, lease: ProbeLease, signal: AbortSignal): Promise<ProbeFlow>;
  /** Echo requests; their answers are as large. Throws CannotMeasure where this host's ping cannot forbid fragments. */
  echo(address: string, signal: AbortSignal): Promise<ProbeFlow>;
  /** Datagrams in pieces, to a port that the other side has lent; null where this host sends any size whole. */
  fragments(to: Endpoint, lease: ProbeLease, signal: AbortSignal): Promise<Fragments | null>;
  /** Of a connection with this address that is open; null where there is none, or nobody tells. */
  tcp(address: string, signal: AbortSignal): Promise<TcpLimits | null>;
}
