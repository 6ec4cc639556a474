import type { RuleDirection } from '#core/firewall-rule.ts';
import type { SiteComponents, SiteTargets } from '#core/site.ts';
import type { Stage } from '#core/stage.ts';

/** Which way the first packet goes, seen from on premises. */
export type Direction = RuleDirection | 'pod-internal';

/** The lists of the config in which an entry's far end stands. */
export type Role =
  | Exclude<keyof SiteTargets, 'ping' | 'reflectors' | 'iperf3' | 'nfs' | 'registries' | 'webhooks'>
  | 'inboundResolvers'
  | 'onPremResolvers'
  | 'node';

/** One line of the port table. */
export type PortEntry = {
  /** `kubernetes-api`; the option `required` names entries by it */
  readonly id: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly component: string;
  readonly direction: Direction;
  readonly role: Role;
  /** `listener`: a service must accept; `path`: it is enough that packets come through. */
  readonly expects: 'listener' | 'path';
  /** At these stages somebody listens there by right, and is tested as it is: nobody else listens in its place. */
  readonly servedAt?: readonly Stage[];
  readonly source: 'adoption guide' | 'AWS' | 'Cilium' | 'Calico' | 'Istio';
  /** What the entry really means, where the name misleads. */
  readonly note: string;
  /** Only where these components are in use. */
  readonly when?: Partial<SiteComponents>;
};

/**
 * What the adoption guide calls required: 443, 10250, 53, 179 and 15001, each in its true direction; and the gateway,
 * for sites that have one.
 */
export const REQUIRED_BY_DEFAULT: readonly string[] = [
  'kubernetes-api',
  'kubelet',
  'dns-inbound-udp',
  'dns-inbound-tcp',
  'dns-on-prem-udp',
  'dns-on-prem-tcp',
  'dns-outbound',
  'bgp',
  'mesh-outbound',
  'gateway-vxlan',
  'gateway-vxlan-to-aws',
];
