import type { RuleDirection } from '#core/firewall-rule.ts';
import type { Arrivals } from '#core/far.ts';
import type { UdpOutcome } from '#core/io.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import type { AwsSays } from '#lib/aws-paths/aws-says.ts';
import type { Echo } from '#lib/echo.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';

/** How much a port matters to this site. */
export type Weight = 'required' | 'optional';

/** Hosts that only the measuring side can find: this host as the peer sees it, and the peer as this host does. */
export const THIS_NODE = 'this-node';
export const PEER = 'peer';

/** One port of one place, with everything that its verdict and its words need. */
export type PortTarget = {
  readonly entry: string;
  readonly component: string;
  readonly protocol: 'tcp' | 'udp';
  /** An address, a name, `this-node` or `peer`. */
  readonly host: string;
  readonly port: number;
  readonly weight: Weight;
  readonly expects: 'listener' | 'path';
  readonly direction: RuleDirection | 'pod-internal';
  readonly note: string;
  /** The packets come from one of these networks: what a firewall rule has to name. */
  readonly sources: readonly string[];
  /** The cluster's name, which leads to its security group. */
  readonly cluster: string;
  readonly timeoutMs: number;
  /** Ask a DNS question instead of sending an empty datagram. */
  readonly asksDns: boolean;
  /** What saved answers of the AWS CLI say of these packets; null where they do not decide it. */
  readonly aws: AwsSays | null;
};

/** What the side that the packets go to did, and saw. */
export type There =
  /** It listened for this probe. */
  | {
      readonly kind: 'listening';
      /** What came back: only that side knows the right words. */
      readonly echo: Echo['kind'];
      /** The source address that arrived, and the one that left. */
      readonly seenSource: string | null;
      readonly ownSource: string | null;
      /** Asked only where nothing came back. */
      readonly arrivals: Arrivals | null;
    }
  /** A process of that side listens already, and was tested as it is. */
  | { readonly kind: 'in-use'; readonly by: string; readonly arrivals: Arrivals | null }
  /** The address is not that side's; where this side failed, how that one fares with it. */
  | { readonly kind: 'elsewhere'; readonly outcome: TcpOutcome | null }
  | { readonly kind: 'unwilling'; readonly why: string }
  /** There is no other side. */
  | { readonly kind: 'nobody' };

/** What one address answered to TCP. */
export type TcpProbe = {
  readonly protocol: 'tcp';
  readonly address: string;
  /** First connection, and the second where the first was slow or refused; in the order they were begun. */
  readonly attempts: readonly TcpOutcome[];
  /** A port that nobody serves, asked only after a refusal. */
  readonly control: TcpOutcome | null;
  readonly there: There;
  /** Traced only where nothing answered; one way serves for all ports of an address. */
  readonly lastHop: LastHop | null;
};

/** What one address answered to UDP. */
export type UdpProbe = {
  readonly protocol: 'udp';
  readonly address: string;
  readonly outcome: { readonly kind: UdpOutcome['kind']; readonly afterMs: number };
  readonly there: There;
};

export type PortMeasurement =
  | { readonly kind: 'unresolved'; readonly why: string }
  | {
      readonly kind: 'probed';
      /** null where the config names an address */
      readonly resolvedAfterMs: number | null;
      readonly probes: readonly (TcpProbe | UdpProbe)[];
    };

export type ExtraTarget = {
  readonly name: string;
  readonly host?: string;
  /** One port, or a range as in `30000-30999`. */
  readonly port: number | string;
  readonly protocol: 'tcp' | 'udp';
  readonly direction: 'to-aws' | 'to-on-prem' | 'both';
};

export type PortOptions = {
  readonly required: readonly string[];
  readonly exclude: readonly string[];
  readonly extra: readonly ExtraTarget[];
  readonly timeoutMs: number;
};
