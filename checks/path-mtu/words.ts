import { cniMtuBytes, mssBytes, type Overlay } from '#lib/pmtu/overlay.ts';
import type { Facts } from './facts.ts';

export function numbersOf(facts: Facts): string {
  const { way, to, mtuBytes, interfaceMtuBytes, how, probes, rounds, limits } = facts;
  const where = way === 'to-aws' ? 'Towards AWS' : 'Towards on premises';
  const limit = limits.length === 0 ? '' : ` That is the limit of: ${limits.join('; ')}.`;
  return `${where} packets of ${mtuBytes ?? '?'} bytes reach ${to}, and no larger ones; the interface sends ${interfaceMtuBytes}. Shown by ${probes} probes in ${rounds} rounds: ${how}.${limit}`;
}

/** What that means for the connection between host and peer, of which the kernel says what it sends. */
export function tcpWords({ tcpPacketBytes, mtuBytes }: Facts): string {
  if (tcpPacketBytes === null || mtuBytes === null) return '';
  return tcpPacketBytes > mtuBytes
    ? ` TCP to there sends packets of up to ${tcpPacketBytes} bytes.`
    : ` TCP to there sends packets of ${tcpPacketBytes} bytes at most, which fit.`;
}

const OVERLAY: Overlay = { encapsulation: 'vxlan', outer: 'ipv4' };

/** The values that make everything on this host fit the path. */
export function valuesToSet({ mtuBytes, cni }: Facts): string {
  const bytes = mtuBytes ?? 0;
  const lines = [
    ...(cni === 'none' ? [] : [CNI[cni](cniMtuBytes(cni, bytes, OVERLAY))]),
    'Interface, where all of its traffic goes over this link:',
    `$ ip link set dev DEVICE mtu ${bytes}`,
    'TCP of others through a router of yours:',
    `$ nft add rule inet filter forward tcp flags syn tcp option maxseg size set ${mssBytes(bytes, 'ipv4')}`,
  ];
  return lines.join('\n');
}

const CNI = {
  cilium: (bytes: number): string =>
    `Cilium, which takes its overhead off itself:\n$ helm upgrade cilium cilium/cilium --namespace kube-system --reuse-values --set MTU=${bytes}`,
  calico: (bytes: number): string =>
    `Calico with VXLAN:\n$ kubectl patch installation.operator.tigera.io default --type merge -p '{"spec":{"calicoNetwork":{"mtu":${bytes}}}}'`,
} as const;

/** What lets routers say that a packet is too large. */
export function letErrorsThrough({ way }: Facts): string {
  const there = way === 'to-aws' ? 'to AWS' : 'to on premises';
  return [
    `Let ICMP type 3 code 4 through on the way back from every router ${there}, so that senders learn it (RFC 1191). On a firewall of yours:`,
    '$ nft insert rule inet filter forward icmp type destination-unreachable icmp code frag-needed accept',
    'In AWS, for the security groups of whatever sends over the link, and the same in the network ACLs of its subnets:',
    '$ aws ec2 authorize-security-group-ingress --group-id GROUP --ip-permissions "IpProtocol=icmp,FromPort=3,ToPort=4,IpRanges=[{CidrIp=0.0.0.0/0}]"',
  ].join('\n');
}
