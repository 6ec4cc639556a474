import type { KnownError, Proof } from './known-error.ts';
import { GATEWAY_MTU, VPN_MTU } from './sources.ts';

const PATH_MTU: Proof = {
  check: 'path-mtu',
  shows:
    'the largest packet that arrives, each way by itself, and whether larger ones vanish without notice',
};

/** Takes whom to ping. */
function clampFor(address: string): string {
  return `Find the largest packet that passes, then set the MTU of the network plugin to it less the tunnel’s overhead, or clamp the MSS on the router:\n$ ping -M do -s 1372 -c 3 ${address}`;
}

/** Small packets pass and large ones do not; links that are too slow. */
export const MTU_ERRORS: readonly KnownError[] = [
  {
    id: 'tls-handshake-stalls',
    title: 'The connection opens, and the TLS handshake stalls',
    rank: 'kind',
    patterns: [
      'https://{host}* net/http: TLS handshake timeout',
      'net/http: TLS handshake timeout',
      'SSL connection timeout',
    ],
    cause:
      'SYN and ACK passed; the server’s certificates, the first full-sized packets, did not. That is how a path MTU black hole looks (a VPN carries 1446 bytes or less), or a device that holds TLS up.',
    remedy: clampFor('{host|ADDRESS}'),
    proof: PATH_MTU,
    source: VPN_MTU,
    examples: [
      'Get "https://0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com/api/v1/nodes?limit=1": net/http: TLS handshake timeout',
    ],
  },
  {
    id: 'large-answer-stalls',
    title: 'An answer begins and does not come to its end',
    rank: 'exact',
    patterns: [
      'https://{host}* (Client.Timeout or context cancellation while reading body)',
      '(Client.Timeout or context cancellation while reading body)',
      'failed to copy: * i/o timeout',
    ],
    cause:
      'Headers came, the body stopped: large packets vanish on the way, packets are lost, or the link is too slow for the client’s limit.',
    remedy: clampFor('{host|ADDRESS}'),
    proof: PATH_MTU,
    source: VPN_MTU,
    examples: [
      'net/http: request canceled (Client.Timeout or context cancellation while reading body)',
    ],
  },
  {
    id: 'large-answer-cut',
    title: 'A large answer is cut off',
    rank: 'kind',
    patterns: [
      'failed to pull and unpack image "{image}"* unexpected EOF',
      'httpReadSeeker: failed open: * EOF',
      ': unexpected EOF',
    ],
    cause:
      'The other side, or a device in between, ended the transfer of {image|something large} before it was complete: a proxy with a size or virus limit, a link that broke, or large packets that vanish.',
    remedy: `Try the same download from the host, once directly and once through the proxy. ${clampFor('ADDRESS')}`,
    proof: PATH_MTU,
    source: null,
    examples: [
      'failed to pull and unpack image "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/coredns:v1.11.1": failed to copy: httpReadSeeker: failed open: unexpected EOF',
    ],
  },
  {
    id: 'packet-too-long',
    title: 'A packet is larger than the path carries',
    rank: 'kind',
    patterns: [
      'Frag needed and DF set (mtu',
      'local error: message too long',
      'sendto: message too long',
      'write: message too long',
    ],
    cause:
      'The kernel knows, from its interface or from a router’s ICMP, that the packet does not fit. Where senders hear of it, they adapt; encapsulation such as VXLAN often cannot.',
    remedy: clampFor('ADDRESS'),
    proof: PATH_MTU,
    source: GATEWAY_MTU,
    examples: [
      'From 10.80.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1438)',
      'write udp 10.80.1.10:45001->10.80.1.11:8472: sendto: message too long',
    ],
  },
  {
    id: 'interface-mtu-odd',
    title: 'nodeadm objects to the interface’s MTU',
    rank: 'exact',
    patterns: ['transit-gateway-quotas.html#mtu-quotas'],
    cause:
      'nodeadm debug takes an interface MTU of 68 to 1500 or 8000 to 9001 bytes. A jumbo network of 9216 is outside, and so is what no attachment to AWS carries.',
    remedy:
      'Set the interface to what the attachment carries:\n$ ip link show\n$ ip link set dev INTERFACE mtu 1500',
    proof: PATH_MTU,
    source: GATEWAY_MTU,
    examples: [
      'network interface eth0 has MTU 9216 outside of the valid ranges. See https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas',
    ],
  },
  {
    id: 'download-too-slow',
    title: 'A download is too slow',
    rank: 'kind',
    patterns: ['Operation too slow. Less than', 'pull progress timeout'],
    cause:
      'Data came, and less than the client asks for: the link is thin, shared, or loses packets.',
    remedy:
      'Measure what the link carries, and pull from a registry on premises where it is little.',
    proof: { check: 'bandwidth', shows: 'what the link carries in each direction' },
    source: null,
    examples: [
      'Curl error (28): Timeout was reached for https://cdn.amazonlinux.com/al2023/core/mirrors/latest/x86_64/mirror.list [Operation too slow. Less than 1000 bytes/sec transferred the last 30 seconds]',
    ],
  },
];
