import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { Block, CidrOptions, CidrTarget, NetworkName } from './target.ts';

const NETWORKS: readonly NetworkName[] = ['vpc', 'remoteNodes', 'remotePods', 'services'];

/** Five questions about the site's blocks of addresses; two of them ask the host as well. */
export function plan(site: Site, { ignoreInterfaces }: CidrOptions): readonly Case<CidrTarget>[] {
  const { networks, nodeAddress = null } = site;
  const blocks = NETWORKS.flatMap((network) =>
    networks[network].map((cidr): Block => ({ network, cidr })),
  );
  const local = (target: CidrTarget): Case<CidrTarget> => ({
    key: target.kind,
    from: 'local',
    target,
  });
  return [
    local({ kind: 'networks', blocks }),
    local({ kind: 'eks-rules', blocks }),
    local({ kind: 'host-routes', blocks, nodeAddress, ignoreInterfaces }),
    local({ kind: 'node-address', remoteNodes: networks.remoteNodes, nodeAddress }),
    podCapacity(site),
  ];
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
