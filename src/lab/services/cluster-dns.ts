import { addressOf } from '../topology/hosts.ts';
import { KUBERNETES_SERVICE, KUBE_DNS_SERVICE, VPC_RESOLVER } from '../topology/names.ts';
import { NAMED, namedSetup } from './named.ts';
import { defineService } from './service.ts';

export type ClusterDnsOptions = {
  /**
   * What it has read of the API: nothing yet (CoreDNS says SERVFAIL then), the Services of another cluster, or of one
   * whose domain is another.
   */
  readonly knows: 'this-cluster' | 'another-cluster' | 'another-domain' | 'nothing-yet';
  /** Without a `forward` in its Corefile CoreDNS refuses what is not the cluster's. */
  readonly forwards: boolean;
};

const ANOTHER_CLUSTERS = { kubernetes: '10.100.0.1', dns: '10.100.0.10' };

/** BIND says what CoreDNS would, which Debian does not have. Only a host that has joined sees it: faults start it. */
export const clusterDns = defineService<ClusterDnsOptions>({
  name: 'cluster-dns',
  host: 'coredns',
  title: 'BIND, as CoreDNS',
  program: NAMED,
  healthy: null,
  setup: (place, { knows, forwards }) =>
    namedSetup(place, {
      addresses: { address: addressOf('coredns') },
      zones: {
        root: 'asked',
        owns: {
          [knows === 'another-domain' ? 'k8s.example.com' : 'cluster.local']: recordsOf(knows),
        },
        forwards: forwards ? { '.': [VPC_RESOLVER] } : {},
        isLost: knows === 'nothing-yet',
      },
      options: ['allow-query { any; }'],
    }),
});

function recordsOf(knows: ClusterDnsOptions['knows']): readonly string[] {
  const { kubernetes, dns } =
    knows === 'another-cluster'
      ? ANOTHER_CLUSTERS
      : { kubernetes: KUBERNETES_SERVICE, dns: KUBE_DNS_SERVICE };
  return [`kubernetes.default.svc A ${kubernetes}`, `kube-dns.kube-system.svc A ${dns}`];
}
