import { test } from 'tap';
import { siteWith } from '../fakes/site.ts';
import { judged, type Row, siteOf } from './aws-world.ts';
import { hook } from './webhooks-world.ts';

const rule = (protocol: string, ports: readonly [number, number] | null, to: object) => ({
  IpProtocol: protocol,
  ...(ports === null ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  ...to,
});
const cidrs = (...blocks: readonly string[]) => ({
  IpRanges: blocks.map((CidrIp) => ({ CidrIp })),
});
const ANY = rule('-1', null, cidrs('0.0.0.0/0'));

const group = (id: string, ingress: readonly object[], egress: readonly object[] = [ANY]) => ({
  ...{ GroupId: id, VpcId: 'vpc-0a1' },
  ...{ IpPermissions: ingress, IpPermissionsEgress: egress },
});
const groups = (...all: readonly object[]) => ({ SecurityGroups: all });

const BOTH = rule('tcp', [443, 443], cidrs('10.80.0.0/16', '10.85.0.0/16'));

const groupRows: readonly (Row & { readonly key: string })[] = [
  {
    ...{ what: 'nodes may call the API, pods may not', key: 'tcp/443@kubernetes-api' },
    answers: {},
    says: 'fail groupCloses',
    detail:
      /^tcp 443 from 10\.85\.0\.0\/16 to the API interfaces \(Kubernetes API\) is in no rule of sg-0a1 \(of eni-0a1, eni-0a2\), says answers\/SecurityGroups\.json, SecurityGroups\[0\]:/,
    fix: /\$ aws ec2 authorize-security-group-ingress --group-id sg-0a1 --ip-permissions '\[\{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":\[\{"CidrIp":"10\.85\.0\.0\/16"/,
  },
  {
    ...{ what: 'nodes and pods', key: 'tcp/443@kubernetes-api' },
    answers: groups(group('sg-0a1', [BOTH])),
    says: 'pass',
  },
  {
    ...{ what: 'two halves by number, in a wider range of ports', key: 'tcp/443@kubernetes-api' },
    answers: groups(
      group('sg-0a1', [
        rule('6', [0, 1024], cidrs('10.80.0.0/17', '10.80.128.0/17')),
        rule('tcp', [443, 443], cidrs('10.85.0.0/16')),
      ]),
    ),
    says: 'pass',
  },
  {
    ...{ what: 'all but one block', key: 'tcp/443@kubernetes-api' },
    answers: groups(
      group('sg-0a1', [rule('tcp', [443, 443], cidrs('10.80.0.0/17', '10.85.0.0/16'))]),
    ),
    says: 'fail groupCloses',
    detail: /from 10\.80\.128\.0\/17 to/,
  },
  {
    ...{ what: 'the wrong protocol and the wrong port', key: 'tcp/443@kubernetes-api' },
    answers: groups(
      group('sg-0a1', [
        rule('udp', [443, 443], cidrs('0.0.0.0/0')),
        rule('tcp', [80, 442], cidrs('0.0.0.0/0')),
        rule('-1', null, { UserIdGroupPairs: [{ GroupId: 'sg-0a1' }] }),
      ]),
    ),
    says: 'fail groupCloses',
    detail: /from 10\.80\.0\.0\/16, 10\.85\.0\.0\/16 to/,
  },
  {
    ...{ what: 'one of two groups was not saved', key: 'tcp/443@kubernetes-api' },
    answers: {
      NetworkInterfaces: [
        {
          ...{ NetworkInterfaceId: 'eni-1', Description: 'Amazon EKS prod', VpcId: 'vpc-0a1' },
          ...{ SubnetId: 'subnet-0a1', Groups: [{ GroupId: 'sg-0a1' }, { GroupId: 'sg-0a9' }] },
        },
      ],
    },
    says: 'inconclusive groupUntold',
    fix: /describe-security-groups --group-ids sg-0a9/,
  },
  {
    ...{ what: 'another group allows what the first does not', key: 'tcp/443@kubernetes-api' },
    answers: {
      NetworkInterfaces: [
        {
          ...{ NetworkInterfaceId: 'eni-1', Description: 'Amazon EKS prod', VpcId: 'vpc-0a1' },
          ...{ SubnetId: 'subnet-0a1', Groups: [{ GroupId: 'sg-0a1' }, { GroupId: 'sg-0a9' }] },
        },
      ],
      ...groups(group('sg-0a1', []), group('sg-0a9', [BOTH])),
    },
    says: 'pass',
  },
  {
    ...{ what: 'a prefix list that may hold it', key: 'tcp/443@kubernetes-api' },
    answers: groups(
      group('sg-0a1', [rule('tcp', [443, 443], { PrefixListIds: [{ PrefixListId: 'pl-0a1' }] })]),
    ),
    says: 'inconclusive groupPrefixList',
    fix: /get-managed-prefix-list-entries --prefix-list-id pl-0a1/,
  },
  {
    ...{ what: 'without the interfaces, the group of the cluster', key: 'tcp/443@kubernetes-api' },
    answers: { NetworkInterfaces: undefined, ...groups(group('sg-0a1', [])) },
    says: 'fail groupCloses',
    detail: /is in no rule of sg-0a1, says /,
  },
  {
    ...{
      what: 'all may leave, by the rule that groups are born with',
      key: 'tcp/10250@remote-nodes',
    },
    answers: {},
    says: 'pass',
  },
  {
    ...{ what: 'nothing but 443 may leave', key: 'tcp/10250@remote-nodes' },
    answers: groups(group('sg-0a1', [BOTH], [BOTH])),
    says: 'fail groupCloses',
    detail: /^tcp 10250 from the API interfaces to 10\.80\.0\.0\/16 \(kubelet\)/,
    fix: /authorize-security-group-egress --group-id sg-0a1 .*"FromPort":10250/,
  },
  {
    ...{ what: 'one port of webhooks may leave', key: 'webhooks@remote-pods' },
    answers: groups(group('sg-0a1', [BOTH], [BOTH])),
    says: 'fail groupCloses',
    detail: /^tcp 8443 from the API interfaces to 10\.85\.0\.0\/16/,
  },
  {
    ...{ what: 'DNS over UDP alone', key: 'dns@inbound-endpoint' },
    answers: groups(group('sg-0a3', [rule('udp', [53, 53], cidrs('10.80.0.53/32'))])),
    says: 'fail groupCloses',
    detail:
      /^tcp 53 from 10\.80\.0\.53\/32 to the inbound resolver endpoint .* \(of eni-0a4, eni-0a5\)/,
  },
  {
    ...{ what: 'questions to the resolver on premises', key: 'dns@outbound-endpoint' },
    answers: groups(group('sg-0a4', [], [rule('17', [53, 53], cidrs('10.80.0.0/16'))])),
    says: 'fail groupCloses',
    detail: /^tcp 53 from the outbound resolver endpoint to 10\.80\.0\.53\/32/,
  },
];

for (const { what, key, answers, says, detail, fix } of groupRows) {
  test(`security groups, ${key}: ${what}: ${says}`, async (t) => {
    const { findings, says: said } = await judged(siteOf(answers), `security-groups/${key}`);
    t.equal(said, says);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}

const unsaved = [
  {
    key: 'security-groups/tcp/443@kubernetes-api',
    answers: { SecurityGroups: undefined },
    says: /groups of the API interfaces\..* others: aws ec2 describe-security-groups --filters/,
  },
  {
    key: 'security-groups/dns@outbound-endpoint',
    answers: { ResolverEndpoints: undefined },
    says: /an outbound resolver endpoint.*list-resolver-endpoints/,
  },
  {
    key: 'security-groups/dns@outbound-endpoint',
    answers: {},
    says: /an outbound resolver endpoint\. Save them beside the others: aws ec2 describe-security-groups/,
  },
  {
    key: 'network-acls/tcp/443@kubernetes-api',
    answers: { NetworkAcls: undefined },
    says: /describe-network-acls --filters Name=vpc-id,Values=vpc-0a1/,
  },
] as const;

for (const { key, answers, says } of unsaved) {
  test(`nothing passes of what was not saved: ${key}`, async (t) => {
    const { says: said, notApplicable } = await judged(siteOf(answers), key);
    t.equal(said, 'not applicable');
    t.match(notApplicable, says);
  });
}

test('where nobody names a resolver on premises, the nodes ask by themselves', async (t) => {
  const site = siteOf(groups(group('sg-0a3', [rule('-1', null, cidrs('10.80.0.0/16'))])), {
    resolvers: siteWith().resolvers,
  });
  t.equal((await judged(site, 'security-groups/dns@inbound-endpoint')).says, 'pass');
  await t.rejects(judged(site, 'security-groups/dns@outbound-endpoint'), /no case/);
});

test('the port of a webhook that is known is asked for like the usual ones', async (t) => {
  const { targets } = siteWith();
  const at = { kind: 'endpoint', address: '10.85.3.7', port: 10_260 } as const;
  const called = { ...targets, webhooks: [hook({ at })] };
  const usual = rule('tcp', [443, 8443], cidrs('10.85.0.0/16'));
  const closed = siteOf(groups(group('sg-0a1', [BOTH], [usual])), { targets: called });
  const { says, findings } = await judged(closed, 'security-groups/webhooks@remote-pods');
  t.equal(says, 'fail groupCloses');
  t.match(findings[0]?.detail, /^tcp 10260 from the API interfaces to 10\.85\.0\.0\/16/);
});
