import type { Field } from '../fields/fields.ts';
import type { ClusterFact } from '#core/aws-facts.ts';
import { blockOf, blocksOf, requiredText, textOf, textsOf } from './fields.ts';

/** Reads the answer of describe-cluster (API_DescribeCluster): the CLI merges no pages here, it has one cluster. */
export function readCluster(cluster: Field, file: string): readonly ClusterFact[] {
  const name = requiredText(cluster, 'name');
  const vpc = cluster.child('resourcesVpcConfig');
  const network = cluster.child('kubernetesNetworkConfig');
  const remote = cluster.child('remoteNetworkConfig');
  if (name === undefined) return [];
  return [
    {
      from: { file, path: cluster.path },
      name,
      region: regionOf(textOf(cluster.child('arn'))),
      status: textOf(cluster.child('status')),
      endpoint: textOf(cluster.child('endpoint')),
      vpcId: textOf(vpc.child('vpcId')),
      subnetIds: textsOf(vpc.child('subnetIds')),
      clusterSecurityGroupId: textOf(vpc.child('clusterSecurityGroupId')),
      securityGroupIds: textsOf(vpc.child('securityGroupIds')),
      publicAccess: vpc.child('endpointPublicAccess').flag() ?? null,
      privateAccess: vpc.child('endpointPrivateAccess').flag() ?? null,
      serviceCidr: blockOf(network.child('serviceIpv4Cidr')),
      authenticationMode: textOf(cluster.child('accessConfig').child('authenticationMode')),
      remoteNodes: remoteBlocks(remote.child('remoteNodeNetworks')),
      remotePods: remoteBlocks(remote.child('remotePodNetworks')),
    },
  ];
}

function remoteBlocks(networks: Field): readonly string[] {
  return networks.entries().flatMap((network) => blocksOf(network.child('cidrs')));
}

/** `arn:aws:eks:eu-west-1:111122223333:cluster/prod` */
function regionOf(arn: string | null): string | null {
  const [prefix, , service, region = ''] = arn?.split(':') ?? [];
  return prefix === 'arn' && service === 'eks' && region !== '' ? region : null;
}
