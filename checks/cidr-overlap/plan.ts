import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import { stageOf } from '#core/stage.ts';
import type { Block, CidrOptions, CidrTarget, NetworkName } from './target.ts';

const NETWORKS: readonly NetworkName[] = ['vpc', 'remoteNodes', 'remotePods', 'services'];

/** What Cilium, Calico, flannel and kube-proxy make: their networks are the cluster's own. */
const PLUGIN_INTERFACES: readonly string[] = [
  ...['cilium_*', 'lxc*', 'cali*', 'vxlan.calico', 'tunl0', 'flannel.*', 'cni0'],
  ...['kube-ipvs0', 'nodelocaldns'],
];

/** Five questions about the site's blocks of addresses; two of them ask the host as well. */
export function plan(site: Site, { ignoreInterfaces }: CidrOptions): readonly Case<CidrTarget>[] {
  const { networks, nodeAddress = null } = site;
  const ignored =
    stageOf(site) === 'after-join' ? [...ignoreInterfaces, ...PLUGIN_INTERFACES] : ignoreInterfaces;
  const blocks = NETWORKS.flatMap((network) =>
    networks[network].map((cidr): Block => ({ network, cidr })),
  );
  const local = (target: CidrTarget, needed: readonly NetworkName[]): Case<CidrTarget> => {
    const unknown = needed.filter((network) => networks[network].length === 0);
    const identity = { key: target.kind, from: 'local' } as const;
    return unknown.length === 0
      ? { ...identity, target }
      : { ...identity, notApplicable: unknownNetworks(unknown) };
  };
  const { remoteNodes } = networks;
  const both: readonly NetworkName[] = ['vpc', 'remoteNodes'];
  return [
    local({ kind: 'networks', blocks }, both),
    local({ kind: 'eks-rules', blocks }, ['remoteNodes']),
    local({ kind: 'host-routes', blocks, nodeAddress, ignoreInterfaces: ignored }, both),
    local({ kind: 'node-address', remoteNodes, nodeAddress }, ['remoteNodes']),
    podCapacity(site),
  ];
}

/** A site may be known by its NodeConfig alone: of networks that nobody named, nothing is proven. */
function unknownNetworks(names: readonly string[]): string {
  return `Not known: ${names.map((name) => `networks.${name}`).join(', ')}. Name them in preflight.yaml; init --eksctl or --aws-json reads them.`;
}

function podCapacity({ capacity, networks: { remotePods } }: Site): Case<CidrTarget> {
  const key = 'pod-capacity';
  if (capacity === undefined) {
    return {
      key,
      from: 'local',
      notApplicable: 'set capacity.nodes to have the pod network measured',
    };
  }
  if (remotePods.length === 0) {
    return {
      key,
      from: 'local',
      notApplicable: 'networks.remotePods is empty: pods are not routed',
    };
  }
  return { key, from: 'local', target: { kind: 'pod-capacity', remotePods, ...capacity } };
}
