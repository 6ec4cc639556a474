import { defineMessages, message } from '#core/messages.ts';

type InNetwork = { readonly network: string; readonly cidr: string };

/** The text names the first few; `data` holds them all. */
const MOST_NAMED = 5;

export const { say, vocabulary } = defineMessages('cidr-overlap', {
  overlap: message<{
    readonly pairs: readonly (readonly string[])[];
    readonly freeBlocks: readonly string[];
  }>({
    severity: 'fail',
    title: 'Networks overlap',
    example: {
      pairs: [['VPC 10.20.0.0/16', 'remote pod network 10.20.128.0/17']],
      freeBlocks: ['10.0.0.0/17', '10.0.128.0/17'],
    },
    detail: ({ pairs }) =>
      `${few(pairs.map(([outer = '', inner = '']) => `${outer} and ${inner}`))} share addresses.`,
    fix: ({ freeBlocks }) =>
      `Renumber one network of each pair; EKS refuses the cluster otherwise. ${free(freeBlocks)}`,
  }),
  duplicate: message<{ readonly blocks: readonly string[] }>({
    severity: 'warn',
    title: 'A network is listed twice',
    example: { blocks: ['VPC 10.20.0.0/16'] },
    detail: ({ blocks }) => `${few(blocks)} stands more than once in its list.`,
    fix: () => 'Keep one of the two.',
  }),
  tooMany: message<{ readonly network: string; readonly count: number; readonly most: number }>({
    severity: 'fail',
    title: 'Too many remote networks',
    example: { network: 'remote node network', count: 17, most: 15 },
    detail: ({ network, count, most }) =>
      `The list "${network}" has ${count} blocks; EKS takes ${most} a cluster.`,
    fix: ({ most }) => `Join neighbouring blocks into wider ones until ${most} are left.`,
  }),
  notIpv4: message<InNetwork>({
    severity: 'fail',
    title: 'A remote network is not IPv4',
    example: { network: 'remote pod network', cidr: 'fd00::/64' },
    detail: ({ network, cidr }) => `${network} ${cidr} is IPv6; hybrid nodes are IPv4 only.`,
    fix: () => 'Name IPv4 networks.',
  }),
  tooWide: message<InNetwork>({
    severity: 'fail',
    title: 'A remote network is too wide',
    example: { network: 'remote node network', cidr: '0.0.0.0/0' },
    detail: ({ network, cidr }) =>
      `${network} ${cidr} is wider than /8, the widest that EKS takes.`,
    fix: () => 'Name the blocks that nodes and pods really use, /8 to /32.',
  }),
  notPrivate: message<InNetwork>({
    severity: 'fail',
    title: 'A remote network is not private',
    example: { network: 'remote node network', cidr: '172.32.0.0/12' },
    detail: ({ network, cidr }) =>
      `${network} ${cidr} is not inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.`,
    fix: () => 'Renumber nodes or pods into a private range; EKS refuses any other.',
  }),
  sharedSpace: message<InNetwork>({
    severity: 'note',
    title: 'A remote network uses carrier-grade NAT space',
    example: { network: 'remote pod network', cidr: '100.64.0.0/16' },
    detail: ({ network, cidr }) =>
      `${network} ${cidr} is RFC 6598 space: the EKS user guide allows it, the API reference names RFC 1918 only.`,
    fix: () => 'Try it early: aws eks update-cluster-config --remote-network-config …',
  }),
  hostBits: message<InNetwork & { readonly canonical: string }>({
    severity: 'warn',
    title: 'A network is written with host bits',
    example: { network: 'VPC', cidr: '10.0.0.1/8', canonical: '10.0.0.0/8' },
    detail: ({ network, cidr, canonical }) => `${network} ${cidr} means ${canonical}.`,
    fix: ({ canonical }) => `Write ${canonical}.`,
  }),
  hostNetwork: message<InNetwork & { readonly interface: string; readonly own: string }>({
    severity: 'fail',
    title: 'This host keeps packets meant for the cluster',
    example: {
      interface: 'docker0',
      own: '172.17.0.0/16',
      network: 'service network',
      cidr: '172.17.0.0/16',
    },
    detail: ({ interface: name, own, network, cidr }) =>
      `${own} is connected to ${name} and shares addresses with ${network} ${cidr}: packets to them go out of ${name} and no further.`,
    fix: ({ interface: name, own }) =>
      /^(docker|br-)/.test(name)
        ? `Move Docker to another range: set "bip" and "default-address-pools" in /etc/docker/daemon.json, then systemctl restart docker.`
        : `Renumber ${own} on ${name}, or remove it: ip route del ${own} dev ${name}`,
  }),
  nodeOutside: message<{ readonly address: string; readonly remoteNodes: readonly string[] }>({
    severity: 'fail',
    title: 'The node address is outside the remote node networks',
    example: { address: '192.168.5.10', remoteNodes: ['10.80.0.0/16'] },
    detail: ({ address, remoteNodes }) =>
      `${address} is in none of ${few(remoteNodes)}: EKS signs no kubelet certificate for it, and logs, exec and webhooks fail.`,
    fix: ({ address }) =>
      `Add the block of ${address} to the cluster's remote node networks, or set node.address (kubelet --node-ip) to an address inside them.`,
  }),
  nodeAddressAbsent: message<{ readonly address: string }>({
    severity: 'fail',
    title: 'The node address is not on this host',
    example: { address: '10.80.1.10' },
    detail: ({ address }) => `No interface of this host has ${address}.`,
    fix: ({ address }) =>
      `Correct node.address, or give the address to an interface: ip address add ${address}/24 dev eth0`,
  }),
  nodeAddressUnknown: message<{ readonly remoteNodes: readonly string[] }>({
    severity: 'inconclusive',
    title: 'The node address cannot be told',
    example: { remoteNodes: ['10.80.0.0/16'] },
    detail: ({ remoteNodes }) =>
      `This host has no IPv4 default route, so nothing tells which address it would join with; it must be in ${few(remoteNodes)}.`,
    fix: () => 'Set node.address in the config, or add a default route.',
  }),
  poolTooSmall: message<{
    readonly remotePods: readonly string[];
    readonly slices: number;
    readonly nodes: number;
    readonly podMaskSize: number;
  }>({
    severity: 'fail',
    title: 'The pod network has too few slices for the nodes',
    example: { remotePods: ['10.85.0.0/22'], slices: 8, nodes: 20, podMaskSize: 25 },
    detail: ({ remotePods, slices, nodes, podMaskSize }) =>
      `${few(remotePods)} holds ${slices} slices of /${podMaskSize}, one a node; ${nodes} nodes are to come.`,
    fix: ({ nodes, podMaskSize }) =>
      `Widen the pod network to /${podMaskSize - Math.ceil(Math.log2(nodes))} or more, or give nodes smaller slices.`,
  }),
  sliceTooSmall: message<{
    readonly sliceSize: number;
    readonly maxPods: number;
    readonly podMaskSize: number;
  }>({
    severity: 'fail',
    title: 'A node’s slice holds fewer addresses than pods',
    example: { sliceSize: 64, maxPods: 110, podMaskSize: 26 },
    detail: ({ sliceSize, maxPods, podMaskSize }) =>
      `A slice of /${podMaskSize} holds ${sliceSize} addresses; the kubelet may start ${maxPods} pods.`,
    fix: ({ sliceSize, maxPods }) =>
      `Set the CNI's mask size to /${32 - Math.ceil(Math.log2(maxPods))}, or maxPods to ${sliceSize}.`,
  }),
});

function few(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED;
  const named = texts.slice(0, MOST_NAMED).join('; ');
  return more > 0 ? `${named} and ${more.toLocaleString('en')} more` : named;
}

function free(blocks: readonly string[]): string {
  return blocks.length === 0
    ? 'No private block of that size is free.'
    : `Free here: ${blocks.join(', ')}.`;
}
