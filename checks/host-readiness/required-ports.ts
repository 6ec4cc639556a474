import type { Site, SiteComponents } from '#core/site.ts';

/** A port that a node will listen on. */
export type NodePort = {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Who will have it. */
  readonly component: string;
  /** Process names of whoever has it by right. */
  readonly owners: readonly string[];
  /** Whether others call it: then the local firewall must let them. */
  readonly callers: 'vpc' | 'nodes' | 'nobody';
};

const KUBELET: readonly NodePort[] = [
  { ...tcp(10250, 'kubelet'), owners: ['kubelet'], callers: 'vpc' },
  { ...tcp(10248, 'kubelet, health'), owners: ['kubelet'], callers: 'nobody' },
  {
    ...tcp(10256, 'kube-proxy, health'),
    owners: ['kube-proxy', 'cilium-agent'],
    callers: 'nobody',
  },
  { ...tcp(10255, 'kubelet, read-only'), owners: ['kubelet'], callers: 'nobody' },
];

const CILIUM: readonly NodePort[] = [
  { ...udp(8472, 'Cilium VXLAN'), owners: ['cilium-agent', 'the kernel'], callers: 'nodes' },
  { ...tcp(4240, 'Cilium health'), owners: ['cilium-agent'], callers: 'nodes' },
  { ...tcp(4244, 'Cilium Hubble'), owners: ['cilium-agent'], callers: 'nobody' },
];

const CALICO: readonly NodePort[] = [
  { ...udp(4789, 'Calico VXLAN'), owners: ['the kernel'], callers: 'nodes' },
  { ...tcp(179, 'Calico BGP'), owners: ['bird', 'calico-node'], callers: 'nodes' },
  { ...tcp(9099, 'Calico Felix, health'), owners: ['calico-node'], callers: 'nobody' },
];

const OF_CNI: Readonly<Record<SiteComponents['cni'], readonly NodePort[]>> = {
  cilium: CILIUM,
  calico: CALICO,
  none: [],
};

/**
 * Returns the ports that this host will need: UG "Prepare networking for hybrid nodes", the kubelet's and the plugin's
 * documentation.
 */
export function portsOf({ components: { cni } }: Pick<Site, 'components'>): readonly NodePort[] {
  return [...KUBELET, ...OF_CNI[cni]];
}

function tcp(port: number, component: string) {
  return { protocol: 'tcp', port, component } as const;
}

function udp(port: number, component: string) {
  return { protocol: 'udp', port, component } as const;
}
