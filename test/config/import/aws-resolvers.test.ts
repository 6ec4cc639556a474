import { test } from 'tap';
import { cluster, imported, valueOf } from './aws-world.ts';

const inbound = (id: string, count: number, vpcId = 'vpc-1') => ({
  Id: id,
  Direction: 'INBOUND',
  HostVPCId: vpcId,
  IpAddressCount: count,
});
const outbound = (count: number) => ({ Id: 'out', Direction: 'OUTBOUND', IpAddressCount: count });
const addresses = (...all: readonly string[]) => ({
  IpAddresses: all.map((Ip) => ({ IpId: 'rni', Ip })),
});
const described = (id: string, address: string) => ({
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-1',
      Description: `Route 53 Resolver: ${id}:rni-1`,
      PrivateIpAddress: address,
    },
  ],
});

const resolvers = [
  {
    site: 'one endpoint',
    answers: [{ ResolverEndpoints: [inbound('in', 2)] }, addresses('10.0.0.1', '10.0.0.2')],
    value: ['10.0.0.1', '10.0.0.2'],
  },
  {
    site: 'two endpoints that differ in their number of addresses',
    answers: [
      { ResolverEndpoints: [inbound('in', 2), outbound(3)] },
      addresses('10.0.0.4', '10.0.0.5', '10.0.0.6'),
      addresses('10.0.0.1', '10.0.0.2'),
    ],
    value: ['10.0.0.1', '10.0.0.2'],
  },
  {
    site: 'two endpoints that do not',
    answers: [
      { ResolverEndpoints: [inbound('in', 2), outbound(2)] },
      addresses('10.0.0.4', '10.0.0.5'),
      addresses('10.0.0.1', '10.0.0.2'),
    ],
    value: undefined,
    note: /cannot be told from the answers: save describe-network-interfaces/,
  },
  {
    site: 'two endpoints that do not, and their interfaces',
    answers: [
      { ResolverEndpoints: [inbound('in', 2), outbound(2)] },
      addresses('10.0.0.4', '10.0.0.5'),
      described('in', '10.0.0.1'),
    ],
    value: ['10.0.0.1'],
  },
  {
    site: 'one of the cluster’s VPC beside a shared one',
    answers: [
      { ResolverEndpoints: [inbound('rslvr-far', 1, 'vpc-9'), inbound('rslvr-own', 1)] },
      described('rslvr-far', '10.9.0.1'),
      described('rslvr-own', '10.0.0.1'),
    ],
    value: ['10.0.0.1'],
  },
  {
    site: 'addresses of nobody knows which endpoint',
    answers: [addresses('10.0.0.1')],
    value: undefined,
    note: /but not list-resolver-endpoints/,
  },
  {
    site: 'outbound alone',
    answers: [{ ResolverEndpoints: [outbound(1)] }, addresses('10.0.0.1')],
    value: undefined,
  },
];

for (const { site, answers, value, note } of resolvers) {
  test(`inbound resolvers: ${site}`, async (t) => {
    const result = imported([cluster('prod'), ...answers]);
    t.strictSame(valueOf(result, 'resolvers.inbound'), value);
    if (note !== undefined) t.match(result.notes.join('\n'), note);
  });
}

test('rules that lead back to the inbound endpoint, or to IPv6, name nobody on premises', async (t) => {
  const rules = {
    ResolverRules: [
      {
        DomainName: 'a.',
        RuleType: 'FORWARD',
        TargetIps: [{ Ip: '10.0.0.1' }, { Ip: 'fd00::1' }, { Ip: '10.80.0.53' }],
      },
      { DomainName: 'b.', RuleType: 'SYSTEM', TargetIps: [{ Ip: '10.80.0.99' }] },
    ],
  };
  const own = [{ ResolverEndpoints: [inbound('in', 1)] }, addresses('10.0.0.1')];
  t.strictSame(valueOf(imported([...own, rules]), 'resolvers.onPrem'), ['10.80.0.53']);
});
