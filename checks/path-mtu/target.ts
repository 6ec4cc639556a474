import type { Attachment, SiteComponents } from '#core/site.ts';
import type { Fragments, TcpLimits } from '#core/path-mtu.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';
import type { Finding } from '#lib/pmtu/finding.ts';

export type Way = 'to-aws' | 'to-on-prem';

export type MtuTarget = {
  readonly way: Way;
  /** The other side of the link, at a port that it lends; or an address that answers echo requests. */
  readonly to:
    | { readonly kind: 'far'; readonly port: number }
    | { readonly kind: 'echo'; readonly address: string };
  readonly requiredBytes: number;
  readonly attachment: Attachment;
  readonly cni: SiteComponents['cni'];
};

export type MtuMeasurement = {
  readonly interfaceMtuBytes: number;
  readonly finding: Finding;
  /** null where they would prove nothing, or nobody is there who would confirm them. */
  readonly fragments: Fragments | null;
  /** Of the connection between host and peer. */
  readonly tcp: TcpLimits | null;
  /** How far packets come that are one byte larger than what arrives, where they vanish. */
  readonly lastHop: LastHop | null;
};
