import type { Endpoint } from './endpoint.ts';
import type { Far } from './far.ts';
import type { Gpu } from './gpu.ts';
import type { HostState } from './host-state.ts';
import type { Https } from './https.ts';
import type { Iperf3 } from './iperf3.ts';
import type { Kubelet } from './kubelet.ts';
import type { Nfs } from './nfs-services.ts';
import type { PathMtuProbes } from './path-mtu.ts';
import type { Registry } from './registry.ts';
import type { Share } from './share.ts';
import type { Storage } from './storage.ts';
import type { Icmp, Stamp } from './stream.ts';
import type { Tcp } from './tcp.ts';
import type { Tracer } from './trace.ts';

/**
 * Every way this program can touch the world, one narrow interface a capability.
 * Tests and the demo replace the whole object. A "no" from the network is a value, never an exception.
 */
export interface Io {
  readonly clock: Clock;
  readonly tcp: Tcp;
  readonly udp: Udp;
  readonly dns: Dns;
  readonly https: Https;
  readonly host: Host;
  readonly hostState: HostState;
  readonly far: Far;
  readonly stamp: Stamp;
  readonly icmp: Icmp;
  readonly iperf3: Iperf3;
  readonly pathMtu: PathMtuProbes;
  readonly trace: Tracer;
  readonly nfs: Nfs;
  readonly storage: Storage;
  readonly registry: Registry;
  readonly gpu: Gpu;
  readonly kubelet: Kubelet;
  readonly share: Share;
  readonly progress: Progress;
}

/** What a check may ask for in its `needs`. */
export const CAPABILITIES = [
  'clock',
  'tcp',
  'udp',
  'dns',
  'https',
  'host',
  'hostState',
  'far',
  'stamp',
  'icmp',
  'iperf3',
  'pathMtu',
  'trace',
  'nfs',
  'storage',
  'registry',
  'gpu',
  'kubelet',
  'share',
  'progress',
] as const;
export type Capability = (typeof CAPABILITIES)[number] & keyof Io;

/** Tells the live view how far a long measurement is: a fraction of 0 to 1 and a few words. */
export type Progress = (fraction: number, note: string) => void;

export interface Clock {
  /** Milliseconds that only ever grow; the origin means nothing. */
  readonly nowMs: () => number;
  /** Resolves after `ms`; rejects with the signal's reason when that aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What came back for one datagram. `port-unreachable` is an ICMP error that names this socket. */
export type UdpOutcome =
  | { readonly kind: 'answer'; readonly afterMs: number; readonly bytes: Uint8Array }
  | { readonly kind: 'port-unreachable'; readonly afterMs: number }
  | { readonly kind: 'net-unreachable'; readonly afterMs: number }
  | { readonly kind: 'host-unreachable'; readonly afterMs: number }
  | { readonly kind: 'prohibited'; readonly afterMs: number }
  | { readonly kind: 'silence'; readonly afterMs: number };

export interface Udp {
  /** Sends one datagram from a connected socket and waits for one back. */
  exchange(
    to: Endpoint,
    datagram: Uint8Array,
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<UdpOutcome>;
}

export type DnsTransport = 'udp' | 'tcp';

/** One question to one server. `udpPayloadBytes` is the EDNS buffer size (RFC 6891 §6.2.3). */
export type DnsQuestion = {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'SOA' | 'NS' | 'TXT' | 'DNSKEY';
  readonly transport: DnsTransport;
  readonly udpPayloadBytes: number;
};

/** A decoded answer: the facts that a verdict needs, in constant space. */
export type DnsAnswer = {
  readonly rcode: string;
  readonly truncated: boolean;
  readonly authoritative: boolean;
  readonly recursionAvailable: boolean;
  readonly sizeBytes: number;
  /** A and AAAA records of the answer section, in its order. */
  readonly addresses: readonly string[];
  readonly answerCount: number;
  /** True when the authority section names servers but no SOA: a referral instead of an answer. */
  readonly referral: boolean;
};

export type DnsOutcome =
  | { readonly kind: 'answer'; readonly afterMs: number; readonly answer: DnsAnswer }
  | { readonly kind: 'malformed'; readonly afterMs: number; readonly why: string }
  | { readonly kind: 'refused'; readonly afterMs: number }
  | { readonly kind: 'reset'; readonly afterMs: number }
  | { readonly kind: 'unreachable'; readonly afterMs: number }
  | { readonly kind: 'silence'; readonly afterMs: number; readonly sent: number };

export interface Dns {
  /**
   * Asks one server one question. Over UDP a lost datagram is sent again, with a fresh id and port,
   * until `timeoutMs`; a truncated answer is returned as it is, not asked again over TCP.
   */
  ask(
    server: Endpoint,
    question: DnsQuestion,
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<DnsOutcome>;
}

/** One address of this host with the length of its network prefix. */
export type InterfaceAddress = {
  readonly interface: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly family: 4 | 6;
};

/** One line of this host's routing table; `destination` is a CIDR, `0.0.0.0/0` for the default route. */
export type Route = {
  readonly destination: string;
  readonly interface: string;
  readonly gateway?: string;
};

/** What a report says of the machine it was made on. */
export type HostFacts = {
  readonly name: string;
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
};

export interface Host {
  facts(signal: AbortSignal): Promise<HostFacts>;
  /** How many processors programs see, threads of cores counted each: what a kubelet announces as its CPUs. */
  cpuCount(signal: AbortSignal): Promise<number>;
  addresses(signal: AbortSignal): Promise<readonly InterfaceAddress[]>;
  routes(signal: AbortSignal): Promise<readonly Route[]>;
  /** The name servers of /etc/resolv.conf, in its order: what CoreDNS and Go programs ask. */
  nameServers(signal: AbortSignal): Promise<readonly Endpoint[]>;
  /** The address that packets to `address` leave with, as the routing table says; undefined without a route. */
  sourceTowards(address: string, signal: AbortSignal): Promise<string | undefined>;
}
