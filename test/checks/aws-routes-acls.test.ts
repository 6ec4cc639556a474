import { test } from 'tap';
import { judged, type Row, siteOf } from './aws-world.ts';

const entry = (number: number, action: string, rest: object) => ({
  ...{ RuleNumber: number, RuleAction: action, Protocol: '-1', CidrBlock: '0.0.0.0/0' },
  ...rest,
});
const ports = (From: number, To: number) => ({ Protocol: '6', PortRange: { From, To } });
const LAST = [entry(32_767, 'deny', { Egress: true }), entry(32_767, 'deny', { Egress: false })];
const acl = (...entries: readonly object[]) => ({
  NetworkAcls: [
    {
      ...{ NetworkAclId: 'acl-0a1', VpcId: 'vpc-0a1', Entries: [...entries, ...LAST] },
      Associations: [{ SubnetId: 'subnet-0a1' }, { SubnetId: 'subnet-0a2' }],
    },
  ],
});
const OUT = { Egress: true };
const IN = { Egress: false };

const aclRows: readonly (Row & { readonly key: string })[] = [
  { what: 'as it was born', key: 'tcp/443@kubernetes-api', answers: {}, says: 'pass' },
  {
    ...{ what: 'only what is needed', key: 'tcp/443@kubernetes-api' },
    answers: acl(
      entry(100, 'allow', { ...IN, ...ports(443, 443), CidrBlock: '10.80.0.0/12' }),
      entry(100, 'allow', { ...OUT, ...ports(1024, 65_535), CidrBlock: '10.80.0.0/12' }),
    ),
    says: 'pass',
  },
  {
    ...{ what: 'a rule before drops it', key: 'tcp/443@kubernetes-api' },
    answers: acl(
      entry(90, 'deny', { ...IN, ...ports(0, 1023), CidrBlock: '10.80.0.0/17' }),
      entry(100, 'allow', IN),
      entry(100, 'allow', OUT),
    ),
    says: 'fail aclDrops',
    detail:
      /^acl-0a1 of subnet-0a1, subnet-0a2 drops tcp 443 from 10\.80\.0\.0\/17 to the API interfaces \(Kubernetes API\) by rule 90, inbound/,
    fix: /create-network-acl-entry --network-acl-id acl-0a1 --ingress --rule-number 89 --protocol 6 --port-range From=443,To=443 --cidr-block 10\.80\.0\.0\/17 --rule-action allow/,
  },
  {
    ...{ what: 'the first rule that fits decides', key: 'tcp/443@kubernetes-api' },
    answers: acl(
      entry(80, 'allow', { ...IN, ...ports(443, 443) }),
      entry(90, 'deny', { ...IN, ...ports(0, 1023), CidrBlock: '10.80.0.0/17' }),
      entry(100, 'allow', OUT),
    ),
    says: 'pass',
  },
  {
    ...{ what: 'answers are forgotten', key: 'tcp/443@kubernetes-api' },
    answers: acl(entry(100, 'allow', IN), entry(100, 'allow', { ...OUT, ...ports(443, 443) })),
    says: 'fail aclDropsAnswers',
    detail:
      /drops answers on tcp ports 32768-60999 from the API interfaces to 10\.80\.0\.0\/16 .* by its last rule \(\*\), outbound/,
    fix: /--egress --rule-number 110 --protocol 6 --port-range From=32768,To=60999/,
  },
  {
    ...{ what: 'a hole in the ports of answers', key: 'tcp/443@kubernetes-api' },
    answers: acl(
      entry(100, 'allow', IN),
      entry(90, 'deny', { ...OUT, ...ports(50_000, 50_000) }),
      entry(100, 'allow', OUT),
    ),
    says: 'fail aclDropsAnswers',
    detail: /by rule 90/,
  },
  {
    ...{ what: 'UDP goes by rules of its own', key: 'dns@inbound-endpoint' },
    answers: acl(
      entry(100, 'allow', { ...IN, ...ports(53, 53) }),
      entry(110, 'allow', { ...IN, Protocol: '17', PortRange: { From: 53, To: 53 } }),
      entry(100, 'allow', { ...OUT, ...ports(1024, 65_535) }),
    ),
    says: 'fail aclDropsAnswers',
    detail: /answers on udp ports 1024-65535/,
  },
  {
    ...{ what: 'the kubelet’s answers come from its port to any', key: 'tcp/10250@remote-nodes' },
    answers: acl(entry(100, 'allow', { ...IN, ...ports(443, 443) }), entry(100, 'allow', OUT)),
    says: 'fail aclDropsAnswers',
    detail: /from 10\.80\.0\.0\/16 to the API interfaces \(kubelet\) .*, inbound/,
  },
  {
    ...{ what: 'a subnet without its ACL', key: 'tcp/443@kubernetes-api' },
    answers: {
      NetworkAcls: [
        {
          ...{ NetworkAclId: 'acl-0a1', VpcId: 'vpc-0a1' },
          Associations: [{ SubnetId: 'subnet-0a1' }],
          Entries: [entry(100, 'allow', IN), entry(100, 'allow', OUT)],
        },
      ],
    },
    says: 'inconclusive aclUntold',
    detail: /subnet-0a2/,
  },
  {
    ...{ what: 'more entries than there may be', key: 'tcp/443@kubernetes-api' },
    answers: acl(...Array.from({ length: 101 }, (_, index) => entry(index + 1, 'allow', IN))),
    says: 'inconclusive aclUntold',
    detail: /acl-0a1 has more entries than AWS allows/,
  },
  {
    ...{ what: 'no number is left before the rule that drops', key: 'tcp/443@kubernetes-api' },
    answers: acl(entry(1, 'deny', IN), entry(2, 'allow', OUT)),
    says: 'fail aclDrops',
    fix: /after renumbering those before it.*\n.*--rule-number FREE_NUMBER/,
  },
];

for (const { what, key, answers, says, detail, fix } of aclRows) {
  test(`network ACLs, ${key}: ${what}: ${says}`, async (t) => {
    const { findings, says: said } = await judged(siteOf(answers), `network-acls/${key}`);
    t.equal(said, says);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}
