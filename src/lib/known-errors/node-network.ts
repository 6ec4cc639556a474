import type { KnownError, Proof } from './known-error.ts';
import { CLUSTER_UPDATE, NETWORKING, TROUBLESHOOTING } from './sources.ts';

const NETWORKS: Proof = {
  check: 'cidr-overlap',
  shows:
    'whether the networks of the config share addresses, and whether this host is inside the remote node networks',
};

const KUBELET_PORT: Proof = {
  check: 'firewall-ports',
  shows: 'whether 10250 of this host can be reached from the VPC, which takes a peer there',
};

/** The node’s address, the networks that the cluster knows, and the way from the API to the node. */
export const NODE_NETWORK_ERRORS: readonly KnownError[] = [
  {
    id: 'node-ip-outside-networks',
    title: 'The node’s address is in none of the remote networks',
    rank: 'exact',
    patterns: [
      'node IP {address} is not in any of the remote network CIDR blocks: [{cidr}',
      'is not in any of the remote network CIDR blocks',
      'node-ip-validation',
    ],
    cause:
      'The cluster knows {cidr|its remote node networks}, and the kubelet would announce {address|another address}. Certificates would not be approved, and logs and exec would fail.',
    remedy:
      'Add the network to the cluster, or let the kubelet use another address with --node-ip:\n$ aws eks update-cluster-config --name NAME --remote-network-config \'{"remoteNodeNetworks":[{"cidrs":["CIDR"]}]}\'\n$ ip -4 route get 192.0.2.1',
    proof: NETWORKS,
    source: TROUBLESHOOTING,
    examples: [
      'node IP 192.168.7.20 is not in any of the remote network CIDR blocks: [10.80.0.0/16]. Ensure the node IP is in one of them or use --skip node-ip-validation',
    ],
  },
  {
    id: 'kubelet-serving-certificate-missing',
    title: 'The kubelet has no serving certificate',
    rank: 'exact',
    patterns: [
      'error dialing backend: remote error: tls: internal error',
      'no serving certificate available for the kubelet',
      'kubelet-serving: certificate request was not signed',
      'kubelet-serving: Reached backoff limit, still unable to rotate certs',
    ],
    cause:
      'The node’s request for a certificate was not approved. EKS approves it only where every address in it lies in the remote node networks and its name is the node’s. Until then logs, exec and port-forward fail.',
    remedy:
      'Compare the node’s address with the cluster’s remote node networks, and look at the pending request:\n$ kubectl get csr\n$ aws eks describe-cluster --name NAME --query cluster.remoteNetworkConfig',
    proof: NETWORKS,
    source: TROUBLESHOOTING,
    examples: [
      'Error from server: error dialing backend: remote error: tls: internal error',
      'http: TLS handshake error from 10.20.1.10:41830: no serving certificate available for the kubelet',
    ],
  },
  {
    id: 'remote-network-overlap',
    title: 'A remote network overlaps with another network',
    rank: 'exact',
    patterns: ['CIDR {cidr} overlaps with', 'Invalid remote {node|pod} network'],
    cause:
      'EKS refuses remote networks that share addresses with the VPC, the services or one another.',
    remedy:
      'Choose another block; secondary blocks of the VPC count too:\n$ aws ec2 describe-vpcs --query "Vpcs[].CidrBlockAssociationSet[].CidrBlock"',
    proof: NETWORKS,
    source: CLUSTER_UPDATE,
    examples: [
      'InvalidParameterException: Invalid remote node network: CIDR 10.0.0.0/16 overlaps with VPC CIDR 10.0.0.0/16',
    ],
  },
  {
    id: 'remote-network-not-enabled',
    title: 'The cluster has no remote networks',
    rank: 'exact',
    patterns: [
      'does not have remoteNetworkConfig enabled',
      'when remoteNetworkConfig is specified',
    ],
    cause:
      'Only a cluster with remoteNetworkConfig, and with authentication mode API or API_AND_CONFIG_MAP, takes hybrid nodes.',
    remedy:
      'Set both:\n$ aws eks update-cluster-config --name NAME --access-config authenticationMode=API_AND_CONFIG_MAP\n$ aws eks update-cluster-config --name NAME --remote-network-config file://networks.json',
    proof: null,
    source: CLUSTER_UPDATE,
    examples: [
      '{"level":"error","msg":"Command failed","error":"eks cluster does not have remoteNetworkConfig enabled, which is required for hybrid nodes"}',
    ],
  },
  {
    id: 'kubelet-unreachable',
    title: 'The API does not reach the kubelet',
    rank: 'exact',
    patterns: [
      'dial tcp {address}:10250: {i/o timeout|connect: connection timed out|connect: no route to host}',
      'https://{address}:10250/* {context deadline exceeded|request canceled|TLS handshake timeout}',
    ],
    cause:
      'From AWS nothing comes back from {address|the node} on port 10250: a firewall on premises, the host’s own, or no route in the VPC to the node network. The other direction works, so the node may well be Ready; logs, exec and metrics are not.',
    remedy:
      'Allow tcp 10250 from the subnets of the API interfaces to the node networks, in the security group outwards too, and route the node networks in every route table of the VPC. On the node:\n$ tcpdump -ni any tcp port 10250',
    proof: KUBELET_PORT,
    source: TROUBLESHOOTING,
    examples: [
      'Error from server: Get "https://10.80.1.10:10250/containerLogs/default/web-0/web": dial tcp 10.80.1.10:10250: i/o timeout',
    ],
  },
  {
    id: 'kubelet-refuses',
    title: 'The node refuses connections to the kubelet',
    rank: 'exact',
    patterns: ['dial tcp {address}:10250: connect: connection refused'],
    cause:
      '{address|The node} was reached, and no kubelet listens on 10250, or its firewall rejects.',
    remedy:
      'On the node:\n$ systemctl status kubelet\n$ ss -ltn sport = :10250\n$ nft list ruleset',
    proof: KUBELET_PORT,
    source: NETWORKING,
    examples: [
      'Get "https://10.80.1.10:10250/metrics/resource": dial tcp 10.80.1.10:10250: connect: connection refused',
    ],
  },
  {
    id: 'no-default-route',
    title: 'The host has no default route',
    rank: 'exact',
    patterns: [
      'unable to select an IP from default routes',
      'no default routes found in',
      'MissingDefaultRoutes',
    ],
    cause:
      'Without --node-ip the kubelet takes the address of the interface with the default route, and there is none.',
    remedy:
      'Add a default route, or name the address with --node-ip in the kubelet flags of nodeConfig.yaml:\n$ ip route',
    proof: NETWORKS,
    source: null,
    examples: [
      'failed to run Kubelet: unable to determine runtime node IP: no default routes found in "/proc/net/route" or "/proc/net/ipv6_route"',
    ],
  },
  {
    id: 'node-ip-absent',
    title: 'The address of --node-ip is on no interface',
    rank: 'exact',
    patterns: ['node IP: "{address}" not found in the host\'s network interfaces'],
    cause:
      'The kubelet is told to use {address|an address} that this host does not have: DHCP gave another one, or the config was copied.',
    remedy: 'Correct it, or give the host that address:\n$ ip -4 -brief address',
    proof: NETWORKS,
    source: null,
    examples: [
      'failed to validate nodeIP: node IP: "10.80.1.77" not found in the host\'s network interfaces',
    ],
  },
  {
    id: 'vxlan-port-closed',
    title: 'The host’s firewall closes the overlay’s port',
    rank: 'exact',
    patterns: ['VxLan ports are not open', 'cni-validation'],
    cause:
      'ufw or firewalld is active and has no rule that nodeadm understands for 8472/udp (Cilium) or 4789/udp (Calico). A rule with a source address does not count for it, although it works.',
    remedy:
      'Open the port of your network plugin between nodes, or skip that validation:\n$ firewall-cmd --permanent --add-port=8472/udp\n$ firewall-cmd --reload',
    proof: {
      check: 'firewall-ports',
      shows: 'whether UDP of the overlay passes, where a peer listens for it',
    },
    source: NETWORKING,
    examples: [
      'Cilium (8472/udp) or Calico (4789/udp) VxLan ports are not open. Bypass with --skip cni-validation',
    ],
  },
  {
    id: 'conntrack-full',
    title: 'The table of connections is full',
    rank: 'exact',
    patterns: ['nf_conntrack: table full, dropping packet', 'ConntrackExceeded'],
    cause: 'The kernel drops new connections because it keeps track of as many as it may.',
    remedy:
      'Raise the limit, and find who opens so many:\n$ sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
    proof: null,
    source: null,
    examples: ['kernel: nf_conntrack: nf_conntrack: table full, dropping packet'],
  },
];
