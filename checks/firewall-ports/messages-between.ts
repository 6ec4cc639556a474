import { message } from '#core/messages.ts';
import {
  type Facts,
  KUBELET,
  nameOf,
  openAnswers,
  openRule,
  otherSide,
  RESOLVER,
  seconds,
  whereOf,
} from './facts.ts';

type Translated = Facts & { readonly ownSource: string; readonly seenSource: string };

/** What only both sides together can tell. */
export const betweenMessages = {
  answerLost: message<Facts & { readonly from: readonly string[] }>({
    severity: 'fail',
    title: 'It arrives, and the answer is lost',
    example: { ...KUBELET, breaksAt: 'way-back', from: ['10.20.3.10'] },
    detail: ({ from, ...facts }) =>
      `${nameOf(facts)} gave no answer within ${seconds(facts.afterMs)}.${whereOf(facts)} It came from ${from.join(', ')}.`,
    fix: (facts) => openAnswers(facts),
  }),
  udpFiltered: message<Facts>({
    severity: 'fail',
    title: 'Datagrams do not arrive',
    example: {
      ...RESOLVER,
      component: 'Cilium VXLAN from the VPC',
      address: '10.80.1.10',
      port: 8472,
      direction: 'to-on-prem',
      breaksAt: 'way-there',
    },
    detail: (facts) =>
      `${nameOf(facts)} answered no datagram within ${seconds(facts.afterMs)}.${whereOf(facts)}`,
    fix: (facts) => openRule(facts),
  }),
  rejected: message<Facts & { readonly by: string }>({
    severity: 'fail',
    title: 'A firewall rejects it',
    example: { ...KUBELET, afterMs: 2, breaksAt: 'way-there', by: 'a TCP reset' },
    detail: ({ by, ...facts }) =>
      `${nameOf(facts)} was rejected after ${facts.afterMs} ms by ${by}, though ${otherSide(facts)} listened there and refused nobody: a firewall in between, or on ${facts.address} itself, answers in its name.`,
    fix: (facts) => `Look for a reject rule. ${openRule(facts)}`,
  }),
  impostor: message<Facts>({
    severity: 'fail',
    title: 'Somebody else answers there',
    example: { ...KUBELET, afterMs: 2 },
    detail: (facts) =>
      `${nameOf(facts)} took the connection or the datagram, and what came back is not what ${otherSide(facts)} says there: a proxy, a NAT or another machine with the address stands in between.`,
    fix: ({ address, port }) =>
      `Find who answers: ip neigh, and traceroute -T -p ${port} ${address}; then exempt ${address}:${port} from the proxy or the translation.`,
  }),
  sourceTranslated: message<Translated>({
    severity: 'warn',
    title: 'The source address is translated on the way',
    example: { ...KUBELET, afterMs: 2, ownSource: '10.20.3.10', seenSource: '10.80.1.1' },
    detail: ({ ownSource, seenSource, ...facts }) =>
      `${nameOf(facts)} was reached, but packets that left as ${ownSource} arrived as ${seenSource}: rules that name ${ownSource} do not match, and what is sent to it first may not come through.`,
    fix: ({ ownSource, seenSource, address }) =>
      `Exempt traffic from ${ownSource} to ${address} from source NAT on the device that has ${seenSource}; hybrid nodes must be routed, not translated.`,
  }),
  inUse: message<Facts & { readonly by: string }>({
    severity: 'note',
    title: 'A process listens there already',
    example: { ...KUBELET, afterMs: 2, by: 'kubelet (pid 1234)' },
    detail: ({ by, ...facts }) =>
      `${nameOf(facts)} belongs to ${by} on ${otherSide(facts)}: it was tested as it is, so that who answered is not proven.`,
    fix: () => 'Nothing, if that is who shall listen there.',
  }),
} as const;
