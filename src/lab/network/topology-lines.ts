import { HOST_NAMES, LEAF_NAMES, LEAVES, type LeafName } from '../topology/hosts.ts';
import { VPC_RESOLVER } from '../topology/names.ts';
import { NETWORKS, type RouterName } from '../topology/networks.ts';
import { DIRECT_CONNECT, UNDERLAY, VPN, type WanLink } from '../topology/wan.ts';
import { namespaceOf, type LabPlace } from '../place.ts';

const VXLAN = { id: 42, port: 4789 } as const; // RFC 7348 §8

/** Lines of ip(8) that make every namespace. */
export function namespaceLines(place: LabPlace): readonly string[] {
  return HOST_NAMES.map((host) => `netns add ${namespaceOf(place, host)}`);
}

/** Lines for inside a router: its bridges, with a cable to each of their hosts. */
export function bridgeLines(place: LabPlace, router: RouterName): readonly string[] {
  const own = Object.entries(NETWORKS).filter(([, network]) => network.router === router);
  return own.flatMap(([name, { bridge, gateway, prefixLength, mtuBytes }]) => [
    `link add ${bridge} mtu ${mtuBytes} type bridge`,
    `addr add ${gateway}/${prefixLength} dev ${bridge}`,
    `link set ${bridge} up`,
    ...LEAF_NAMES.filter((leaf) => LEAVES[leaf].network === name).flatMap((leaf) => [
      `link add ${leaf} mtu ${mtuBytes} type veth peer name eth0 mtu ${mtuBytes} netns ${namespaceOf(place, leaf)}`,
      `link set ${leaf} master ${bridge} up`,
    ]),
  ]);
}

/** Lines for inside a host, once its cable is there. */
export function leafLines(leaf: LeafName): readonly string[] {
  const { network, addresses } = LEAVES[leaf];
  const { prefixLength, gateway } = NETWORKS[network];
  return [
    'link set lo up',
    ...addresses.map((address) => `addr add ${address}/${prefixLength} dev eth0`),
    'link set eth0 up',
    `route add default via ${gateway}`,
  ];
}

/** Lines for inside the on-premises router: the cables to the VPC's, both ends. */
export function wanCableLines(place: LabPlace): readonly string[] {
  const far = namespaceOf(place, 'vpc-router');
  return [DIRECT_CONNECT, UNDERLAY].map(
    ({ device, mtuBytes }) =>
      `link add ${device} mtu ${mtuBytes} type veth peer name ${device} mtu ${mtuBytes} netns ${far}`,
  );
}

/** Lines for inside a router, once the cables are there: addresses, and its end of the tunnel. */
export function wanEndLines(router: RouterName): readonly string[] {
  const near = nearAddress(UNDERLAY, router);
  const far = nearAddress(UNDERLAY, router === 'vpc-router' ? 'onprem-router' : 'vpc-router');
  return [
    'link set lo up',
    ...endLines(DIRECT_CONNECT, router),
    ...endLines(UNDERLAY, router),
    `link add ${VPN.device} mtu ${VPN.mtuBytes} type vxlan id ${VXLAN.id} local ${near} remote ${far} dstport ${VXLAN.port} dev ${UNDERLAY.device}`,
    ...endLines(VPN, router),
    ...(router === 'vpc-router' ? [`addr add ${VPC_RESOLVER}/32 dev lo`] : []),
  ];
}

/** Lines that give a router its address on a WAN link. */
export function endLines(link: WanLink, router: RouterName): readonly string[] {
  return [
    `addr add ${nearAddress(link, router)}/${link.prefixLength} dev ${link.device}`,
    `link set ${link.device} up`,
  ];
}

function nearAddress({ onPremAddress, vpcAddress }: WanLink, router: RouterName): string {
  return router === 'onprem-router' ? onPremAddress : vpcAddress;
}
