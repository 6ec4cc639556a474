import { message } from '#core/messages.ts';
import type { Flow } from '#lib/aws-paths/flow.ts';
import type { AclGap } from '#lib/aws-paths/read-acls.ts';
import { shellWord } from '#lib/text/shell-word.ts';
import { ENDS } from './messages-groups.ts';
import { SAVE } from './save.ts';
import { listed, portsWords } from './words.ts';

type AclWords = AclGap &
  Pick<Flow, 'end' | 'purpose'> & {
    readonly acl: string;
    readonly subnetIds: readonly string[];
    readonly place: string;
  };

const API: AclWords = {
  ...{ isEgress: false, isAnswer: false, protocol: 'tcp', ports: { from: 443, to: 443 } },
  ...{ network: '10.80.0.0/16', parts: ['10.80.0.0/16'], entry: 90, freeNumber: 89 },
  ...{
    end: 'kubernetes-api',
    purpose: 'Kubernetes API',
    acl: 'acl-0a1',
    subnetIds: ['subnet-0a1'],
  },
  place: 'answers/network-acls.json, NetworkAcls[0]',
};

/** What network ACLs drop. */
export const aclMessages = {
  aclDrops: message<AclWords>({
    severity: 'fail',
    title: 'A network ACL drops it',
    example: API,
    detail: (facts) => `${gapWords(facts)}: it never comes through (${facts.place}).`,
    fix: (facts) => entryLine(facts),
  }),
  aclDropsAnswers: message<AclWords>({
    severity: 'fail',
    title: 'A network ACL drops the answers',
    example: { ...API, isEgress: true, isAnswer: true, ports: { from: 32_768, to: 60_999 } },
    detail: (facts) =>
      `${gapWords(facts)}: an ACL keeps no state, and answers go to the port that the asking side chose (${facts.place}).`,
    fix: (facts) => entryLine(facts),
  }),
  aclUntold: message<{
    readonly end: Flow['end'];
    readonly subnetIds: readonly string[];
    readonly why: string;
  }>({
    severity: 'inconclusive',
    title: 'The network ACL of a subnet could not be read',
    example: { end: 'kubernetes-api', subnetIds: ['subnet-0a2'], why: 'its ACL was not saved' },
    detail: ({ end, subnetIds, why }) =>
      `Of ${listed(subnetIds)}, where ${ENDS[end]} stands: ${why}.`,
    fix: () => `Save all ACLs of the VPC:\n$ ${SAVE.networkAcls(null)}`,
  }),
} as const;

function gapWords({ acl, subnetIds, entry, isEgress, isAnswer, ...facts }: AclWords): string {
  const { protocol, ports, parts, end, purpose } = facts;
  const by = entry === null ? 'its last rule (*)' : `rule ${entry}`;
  const remote = listed(parts);
  const ends = isEgress ? `from ${ENDS[end]} to ${remote}` : `from ${remote} to ${ENDS[end]}`;
  const what = isAnswer ? `answers on ${protocol} ports` : protocol;
  return `${acl} of ${listed(subnetIds)} drops ${what} ${portsWords(ports)} ${ends} (${purpose}) by ${by}, ${isEgress ? 'outbound' : 'inbound'}`;
}

const NUMBERS = { tcp: 6, udp: 17 } as const;

function entryLine({ acl, isEgress, protocol, ports, parts, freeNumber }: AclWords): string {
  const number = freeNumber ?? 'FREE_NUMBER';
  const where = freeNumber === null ? ', after renumbering those before it' : '';
  const lines = parts.map(
    (part) =>
      `$ aws ec2 create-network-acl-entry --network-acl-id ${shellWord(acl)} ${isEgress ? '--egress' : '--ingress'} --rule-number ${number} --protocol ${NUMBERS[protocol]} --port-range From=${ports.from},To=${ports.to} --cidr-block ${part} --rule-action allow`,
  );
  return [
    `Allow it before the rule that drops it${where}${lines.length > 1 ? ', each under a number of its own' : ''}:`,
    ...lines,
  ].join('\n');
}
