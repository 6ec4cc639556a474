import type { Endpoint } from './endpoint.ts';
import type { ReflectorCounts } from './stream.ts';
import type { TcpOutcome } from './tcp.ts';

/** What came to a port, as its own side saw it. Each address once. */
export type Arrivals = {
  /** Whose connection was accepted, or whose datagram was received. */
  readonly from: readonly string[];
  /** Whose SYN came and was answered, and who never confirmed the answer (SYN-RECEIVED, RFC 9293 §3.3.2). */
  readonly halfOpen: readonly string[];
};

/** A port that the other side watches for us, until it is released. */
export interface Watched {
  readonly arrivals: (signal: AbortSignal) => Promise<Arrivals>;
  readonly release: () => Promise<void>;
}

export type ListenAt = Endpoint & { readonly protocol: 'tcp' | 'udp' };

/** Why the other side does not listen there for us. */
export type NotListening =
  /** The address is none of its own. */
  | { readonly kind: 'not-here' }
  | { readonly kind: 'unwilling'; readonly why: string }
  /** There is no other side. */
  | { readonly kind: 'nobody' };

export type Listening =
  /** It listens, and gives `answer` (see echo.ts) to whoever sends `ask`, and to nobody else. */
  | (Watched & {
      readonly kind: 'listening';
      readonly ask: Uint8Array;
      readonly answer: Uint8Array;
    })
  /** A process of that side listens already; `by` names it as far as it can be known. */
  | (Watched & { readonly kind: 'in-use'; readonly by: string })
  | NotListening;

export type Borrowed =
  | { readonly kind: 'borrowed'; readonly address: string; readonly release: () => Promise<void> }
  | { readonly kind: 'unwilling'; readonly why: string }
  | { readonly kind: 'nobody' };

export type Reflecting =
  /** It answers test packets (RFC 8762) of this session at a UDP port of its address. */
  | {
      readonly kind: 'reflecting';
      readonly port: number;
      readonly key: Uint8Array;
      readonly ssid: number;
      readonly counts: (signal: AbortSignal) => Promise<ReflectorCounts | undefined>;
      readonly release: () => Promise<void>;
    }
  | { readonly kind: 'unwilling'; readonly why: string }
  | { readonly kind: 'nobody' };

/** A server of iperf3 that the other side has started for us, until it is released. */
export type Iperf3Serving =
  | {
      readonly kind: 'serving';
      readonly port: number;
      /** Of iperf3. */
      readonly version: string;
      readonly release: () => Promise<void>;
    }
  | { readonly kind: 'unwilling'; readonly why: string }
  | { readonly kind: 'nobody' };

/** Where it may listen: at one of these ports of an address. */
export type Iperf3At = { readonly address: string; readonly from: number; readonly to: number };

/** Where a reflector stands, and whom it answers. */
export type ReflectAt = { readonly address: string; readonly caller: string };

/** What one side does for the other. A `no` is a value; only a signal that aborts rejects. */
export interface Side {
  listen(at: ListenAt, signal: AbortSignal): Promise<Listening>;
  /** Has that side try to connect; undefined where it will not or cannot. */
  connect(
    to: Endpoint,
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<TcpOutcome | undefined>;
  /** Has that side answer to an address out of a network (CIDR) for a while, where it has none there. */
  borrowAddress(network: string, signal: AbortSignal): Promise<Borrowed>;
  /** Has that side answer test packets. */
  reflect(at: ReflectAt, signal: AbortSignal): Promise<Reflecting>;
  /** Has that side serve iperf3. */
  serveIperf3(at: Iperf3At, signal: AbortSignal): Promise<Iperf3Serving>;
}

/** The other side: the peer for this host, this host for the peer. */
export interface Far extends Side {
  /** Its address as it is seen here; undefined where there is no other side. */
  readonly address: string | undefined;
  /** This side's own address on the way to it. */
  readonly ownAddress: string | undefined;
}

/** No other side. */
export const NOBODY: Far = {
  address: undefined,
  ownAddress: undefined,
  listen: () => Promise.resolve({ kind: 'nobody' }),
  connect: () => Promise.resolve(undefined),
  borrowAddress: () => Promise.resolve({ kind: 'nobody' }),
  reflect: () => Promise.resolve({ kind: 'nobody' }),
  serveIperf3: () => Promise.resolve({ kind: 'nobody' }),
};
