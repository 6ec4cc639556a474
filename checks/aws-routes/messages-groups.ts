import { message } from '#core/messages.ts';
import type { Flow } from '#lib/aws-paths/flow.ts';
import { groupLine } from '#lib/firewall-lines.ts';
import { shellWord } from '#lib/text/shell-word.ts';
import { listed } from './words.ts';

export type GroupWords = Pick<Flow, 'way' | 'purpose' | 'end'> & {
  readonly protocol: 'tcp' | 'udp';
  readonly ports: readonly number[];
  readonly networks: readonly string[];
  readonly groupIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly places: readonly string[];
};

const KUBELET: GroupWords = {
  ...{ way: 'out', purpose: 'kubelet', end: 'kubernetes-api', protocol: 'tcp', ports: [10_250] },
  networks: ['10.80.0.0/16'],
  groupIds: ['sg-0a1'],
  interfaceIds: ['eni-0a1', 'eni-0a2'],
  places: ['answers/security-groups.json, SecurityGroups[0]'],
};

/** What security groups keep out. */
export const groupMessages = {
  groupCloses: message<GroupWords>({
    severity: 'fail',
    title: 'A security group does not let it through',
    example: KUBELET,
    detail: (facts) =>
      `${flowWords(facts)} is in no rule of ${groupWords(facts)}, says ${listed(facts.places)}: AWS drops it, whatever firewalls on premises allow.`,
    fix: (facts) =>
      `Add it to one of the groups; answers come back by themselves:\n$ ${groupLine(facts.groupIds[0] ?? 'GROUP_ID', facts.way, { protocol: facts.protocol, ports: facts.ports.map(String), networks: facts.networks, purpose: facts.purpose })}`,
  }),
  groupUntold: message<GroupWords & { readonly untold: readonly string[] }>({
    severity: 'inconclusive',
    title: 'A security group is not in the answers',
    example: { ...KUBELET, groupIds: ['sg-0a1', 'sg-0a2'], untold: ['sg-0a2'] },
    detail: ({ untold, ...facts }) =>
      `${flowWords(facts)} is in no rule that was saved of ${groupWords(facts)}, and ${listed(untold)} was not saved: it may allow it.`,
    fix: ({ untold }) =>
      `Save it beside the others:\n$ aws ec2 describe-security-groups --group-ids ${untold.map(shellWord).join(' ')} --output json > more-security-groups.json`,
  }),
  groupPrefixList: message<GroupWords & { readonly prefixLists: readonly string[] }>({
    severity: 'inconclusive',
    title: 'What a security group allows depends on a prefix list',
    example: { ...KUBELET, prefixLists: ['pl-0a1'] },
    detail: ({ prefixLists, ...facts }) =>
      `${flowWords(facts)} is allowed by ${groupWords(facts)} to what is in ${listed(prefixLists)} alone, whose entries the answers do not hold (${listed(facts.places)}).`,
    fix: ({ prefixLists, networks }) =>
      [
        `Look for ${listed(networks)} in them:`,
        ...prefixLists.map(
          (id) => `$ aws ec2 get-managed-prefix-list-entries --prefix-list-id ${shellWord(id)}`,
        ),
      ].join('\n'),
  }),
} as const;

/** `tcp 10250 from the API interfaces to 10.80.0.0/16 (kubelet)`: as firewall-ports names it. */
function flowWords({ way, protocol, ports, networks, purpose, end }: GroupWords): string {
  const [own, remote] = [ENDS[end], listed(networks)];
  const ends = way === 'in' ? `from ${remote} to ${own}` : `from ${own} to ${remote}`;
  return `${protocol} ${ports.join(', ')} ${ends} (${purpose})`;
}

export const ENDS: Readonly<Record<Flow['end'], string>> = {
  'kubernetes-api': 'the API interfaces',
  'inbound-endpoint': 'the inbound resolver endpoint',
  'outbound-endpoint': 'the outbound resolver endpoint',
};

function groupWords({ groupIds, interfaceIds }: GroupWords): string {
  const held = interfaceIds.length === 0 ? '' : ` (of ${listed(interfaceIds)})`;
  return `${listed(groupIds)}${held}`;
}
