/** One setting of the written config: what stands there where no source says it. */
export interface Slot {
  readonly key: string;
  /** As YAML: an example, or the default. */
  readonly example: string;
  /** Who would say it. */
  readonly source?: string;
  /** The config is none without it: then it is written empty, for "validate" to point at. */
  readonly empty?: string;
}

export interface Section {
  readonly name: string;
  readonly slots: readonly Slot[];
}

const CLUSTER_ANSWER = 'aws eks describe-cluster';

/** The config as it is written, section by section. */
export const LAYOUT: readonly Section[] = [
  {
    name: 'cluster',
    slots: [
      {
        key: 'name',
        example: 'my-cluster',
        empty: "''",
        source: `NodeConfig, eksctl, or ${CLUSTER_ANSWER}`,
      },
      { key: 'region', example: 'eu-west-1', source: `NodeConfig, eksctl, or ${CLUSTER_ANSWER}` },
      {
        key: 'endpoint',
        example: '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com',
        source: `${CLUSTER_ANSWER}; without it its name is not resolved`,
      },
      {
        key: 'endpointMode',
        example: 'private',
        source: `eksctl, or ${CLUSTER_ANSWER}; private is assumed`,
      },
    ],
  },
  {
    name: 'networks',
    slots: [
      {
        key: 'vpc',
        example: '[10.20.0.0/16]',
        empty: '[]',
        source: 'aws ec2 describe-vpcs, or vpc.cidr of eksctl',
      },
      {
        key: 'remoteNodes',
        example: '[10.80.0.0/16]',
        empty: '[]',
        source: `${CLUSTER_ANSWER}, or remoteNetworkConfig of eksctl`,
      },
      {
        key: 'remotePods',
        example: '[10.85.0.0/16]',
        source: `${CLUSTER_ANSWER}, or remoteNetworkConfig of eksctl`,
      },
      {
        key: 'services',
        example: '172.20.0.0/16',
        source: `${CLUSTER_ANSWER}, or cidr of NodeConfig`,
      },
    ],
  },
  {
    name: 'node',
    slots: [
      {
        key: 'address',
        example: '10.80.1.10',
        source: '--node-ip of NodeConfig; else the address of the default route',
      },
    ],
  },
  {
    name: 'targets',
    slots: [
      {
        key: 'kubernetesApi',
        example: '[10.20.1.10, 10.20.2.10]',
        source:
          'aws ec2 describe-network-interfaces; each of those described "Amazon EKS <cluster>"',
      },
      { key: 'cloudNodes', example: '[10.20.1.30]' },
      { key: 'bgpPeers', example: '[10.80.0.1]' },
    ],
  },
  {
    name: 'resolvers',
    slots: [
      {
        key: 'inbound',
        example: '[10.20.1.53, 10.20.2.53]',
        source:
          'aws route53resolver list-resolver-endpoints and list-resolver-endpoint-ip-addresses',
      },
      { key: 'onPrem', example: '[10.80.0.53]', source: 'aws route53resolver list-resolver-rules' },
      { key: 'awsNames', example: '[ssm.eu-west-1.amazonaws.com]' },
      { key: 'onPremNames', example: '[harbor.company.local]' },
    ],
  },
  {
    name: 'components',
    slots: [
      { key: 'cni', example: 'cilium', source: 'cilium | calico | none' },
      { key: 'serviceMesh', example: 'none', source: 'istio | none' },
      { key: 'gateway', example: 'none', source: 'hybrid-nodes | none' },
      {
        key: 'credentials',
        example: 'ssm',
        source: 'NodeConfig or eksctl; ssm | iam-roles-anywhere',
      },
    ],
  },
  {
    name: 'transport',
    slots: [
      {
        key: 'attachment',
        example: 'direct-connect-private',
        source: 'aws directconnect describe-virtual-interfaces, aws ec2 describe-vpn-connections',
      },
      { key: 'bandwidth', example: '10Gbps', source: 'what the link is ordered to carry' },
    ],
  },
];
