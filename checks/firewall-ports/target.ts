import type { TcpOutcome, UdpOutcome } from '#core/io.ts';

/** How much a port matters to this site. */
export type Weight = 'required' | 'optional';

/** One port of one place, with everything that its verdict and its words need. */
export type PortTarget = {
  readonly entry: string;
  readonly component: string;
  readonly protocol: 'tcp' | 'udp';
  readonly host: string;
  readonly port: number;
  readonly weight: Weight;
  readonly expects: 'listener' | 'path';
  readonly note: string;
  /** The packets come from one of these networks: what a firewall rule has to name. */
  readonly sources: readonly string[];
  readonly timeoutMs: number;
  /** Ask a DNS question instead of sending an empty datagram. */
  readonly asksDns: boolean;
};

/** What one address answered to TCP. */
export type TcpProbe = {
  readonly protocol: 'tcp';
  readonly address: string;
  /** First connection, and the second where the first was slow or refused; in the order they were begun. */
  readonly attempts: readonly TcpOutcome[];
  /** A port that nobody serves, asked only after a refusal. */
  readonly control: TcpOutcome | null;
};

/** What one address answered to UDP. */
export type UdpProbe = {
  readonly protocol: 'udp';
  readonly address: string;
  readonly outcome: { readonly kind: UdpOutcome['kind']; readonly afterMs: number };
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
  readonly host: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
};

export type PortOptions = {
  readonly required: readonly string[];
  readonly exclude: readonly string[];
  readonly extra: readonly ExtraTarget[];
  readonly timeoutMs: number;
};
