import type { DnsOutcome } from '#core/io.ts';
import { message } from '#core/messages.ts';
import {
  checkAddress,
  describe,
  EXAMPLE,
  type Facts,
  nameOf,
  openPath,
  SHOW_SERVICE,
} from './phrases.ts';

type Reach = Facts & { readonly udp: DnsOutcome; readonly tcp: DnsOutcome };

const silence: DnsOutcome = { kind: 'silence', afterMs: 7000, sent: 4 };
const refusal: DnsOutcome = { kind: 'refused', afterMs: 1 };
const answered: DnsOutcome = {
  ...{ kind: 'answer', afterMs: 2 },
  answer: {
    ...{ rcode: 'NOERROR', truncated: false, authoritative: true, recursionAvailable: true },
    ...{ sizeBytes: 106, addresses: ['172.20.0.1'], answerCount: 1, referral: false },
  },
};

function bothWays({ udp, tcp, ...facts }: Reach): string {
  return `${nameOf(facts)}: over UDP ${describe(udp)}, over TCP ${describe(tcp)}.`;
}

const SHOW_RULES = (address: string): string =>
  [
    `$ sudo iptables-save -t nat | grep -F ${address}`,
    `$ sudo nft list ruleset | grep -F ${address}`,
    '$ kubectl -n kube-system exec ds/cilium -- cilium-dbg service list',
  ].join('\n');

/** Words for what happens before an answer arrives. */
export const reachMessages = {
  silent: message<Reach>({
    severity: 'fail',
    title: 'The cluster DNS does not answer',
    example: { ...EXAMPLE, udp: silence, tcp: silence },
    detail: (reach) =>
      `${bothWays(reach)} Either nobody on this node translates addresses of Services yet (kube-proxy or the network plugin), or the way to the pods of CoreDNS is closed.`,
    fix: (reach) =>
      `${checkAddress(reach)}No rule for ${reach.address} on this node: let kube-proxy and the network plugin start. Rules, and pods of CoreDNS in the VPC: allow ${openPath(reach)}.\n${SHOW_SERVICE}\n${SHOW_RULES(reach.address)}`,
  }),
  refused: message<Reach>({
    severity: 'fail',
    title: 'The cluster DNS refuses',
    example: { ...EXAMPLE, udp: refusal, tcp: refusal },
    detail: (reach) =>
      `${bothWays(reach)} Something answered with a "no": kube-proxy says so for a Service without a ready pod, and a firewall for what it rejects.`,
    fix: (reach) =>
      `${checkAddress(reach)}Where the Service has no endpoints, let CoreDNS start; where it has, look for a reject rule on the way to them.\n${SHOW_SERVICE}\n$ kubectl -n kube-system describe pods -l k8s-app=kube-dns`,
  }),
  unreachable: message<Reach>({
    severity: 'fail',
    title: 'The address of the cluster DNS leads nowhere',
    example: {
      ...EXAMPLE,
      udp: { kind: 'unreachable', afterMs: 3 },
      tcp: { kind: 'unreachable', afterMs: 3 },
    },
    detail: (reach) =>
      `${bothWays(reach)} The packets left as they were and a router, or this host, has no way there: nobody on this node translates addresses of Services.`,
    fix: (reach) =>
      `${checkAddress(reach)}Let kube-proxy and the network plugin run on this node:\n$ kubectl -n kube-system get pods -o wide\n${SHOW_RULES(reach.address)}`,
  }),
  malformed: message<Reach>({
    severity: 'fail',
    title: 'What answers for the cluster DNS speaks no proper DNS',
    example: {
      ...EXAMPLE,
      udp: { kind: 'malformed', afterMs: 2, why: 'a record that ends beyond the message' },
      tcp: answered,
    },
    detail: bothWays,
    fix: (reach) =>
      `${checkAddress(reach)}Look for a firewall with DNS inspection on the way to the pods of CoreDNS.\n${SHOW_SERVICE}`,
  }),
  udpClosed: message<Reach>({
    severity: 'fail',
    title: 'The cluster DNS answers over TCP only',
    example: { ...EXAMPLE, udp: silence, tcp: answered },
    detail: (reach) => `${bothWays(reach)} Programs in pods ask over UDP first, and wait.`,
    fix: (reach) => `Allow all of this, not a part: ${openPath(reach)}.\n${SHOW_SERVICE}`,
  }),
  tcpClosed: message<Reach>({
    severity: 'fail',
    title: 'The cluster DNS answers over UDP only',
    example: { ...EXAMPLE, udp: answered, tcp: silence },
    detail: (reach) => `${bothWays(reach)} Answers too long for one datagram are lost to pods.`,
    fix: (reach) => `Allow all of this, not a part: ${openPath(reach)}.\n${SHOW_SERVICE}`,
  }),
};
