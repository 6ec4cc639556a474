import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';

const FOLDER = 'test/config/import/site/answers';

const answers = readdirSync(FOLDER).map((file) => ({
  file,
  value: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown,
}));

const reads = answers.map(({ file, value }) => readAnswer(value, file));
const facts = reads.map((read) => read.facts).reduce(joinFacts, NO_FACTS);

test('each answer is known by what it holds, and none has a fault', async (t) => {
  t.strictSame(reads.flatMap(({ commands }) => commands).toSorted(), [
    'directconnect describe-virtual-interfaces',
    'ec2 describe-network-acls',
    'ec2 describe-network-interfaces',
    'ec2 describe-route-tables',
    'ec2 describe-security-groups',
    'ec2 describe-subnets',
    'ec2 describe-transit-gateway-attachments',
    'ec2 describe-vpcs',
    'ec2 describe-vpn-connections',
    'ec2 describe-vpn-gateways',
    'ec2 search-transit-gateway-routes',
    'eks describe-cluster',
    'route53resolver list-resolver-endpoint-ip-addresses',
    'route53resolver list-resolver-endpoints',
    'route53resolver list-resolver-rules',
  ]);
  t.strictSame(
    reads.flatMap(({ faults }) => faults),
    [],
  );
});

test('facts are plain JSON without a secret', async (t) => {
  const text = JSON.stringify(facts);
  t.strictSame(JSON.parse(text), facts);
  t.notMatch(text, /MARKER/);
});

test('routes, groups and subnets are kept whole, for whoever judges them', async (t) => {
  t.match(facts.routeTables, [
    {
      id: 'rtb-0a1',
      vpcId: 'vpc-0a1',
      isMain: true,
      subnetIds: ['subnet-0a1'],
      routes: [
        { destination: '10.20.0.0/16', target: 'local', state: 'active' },
        { destination: '10.80.0.0/12', target: 'tgw-0123456789abcdef0', state: 'active' },
      ],
    },
  ]);
  t.match(facts.securityGroups, [
    {
      ingress: [
        { protocol: 'tcp', fromPort: 443, toPort: 443, cidrs: ['10.80.0.0/16'], groupIds: [] },
        { protocol: '-1', fromPort: null, toPort: null, groupIds: ['sg-0a1'] },
      ],
      egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
    },
  ]);
  t.match(facts.subnets[0], { cidr: '10.20.1.0/24', zone: 'eu-west-1a', freeAddresses: 240 });
});

test('links, ACLs and routes of gateways are kept, for whoever judges them', async (t) => {
  t.match(facts.vpns, [
    {
      isStatic: false,
      routes: [],
      tunnels: [
        { address: '203.0.113.1', status: 'UP', message: '2 BGP ROUTES', acceptedRoutes: 2 },
        { address: '203.0.113.2', status: 'DOWN', acceptedRoutes: 0 },
      ],
    },
  ]);
  t.match(facts.virtualInterfaces, [{ gatewayId: '0a1b', bgp: ['up'] }]);
  t.match(facts.gatewayAttachments[0], { routeTableId: 'tgw-rtb-0a1' });
  t.match(facts.vpnGateways, [{ attachments: [{ vpcId: 'vpc-0a1', state: 'attached' }] }]);
  t.match(
    facts.gatewayRoutes.map(({ destination, state, resourceType }) => [
      ...[destination, state, resourceType],
    ]),
    [
      ['10.20.0.0/16', 'active', 'vpc'],
      ['10.80.0.0/12', 'active', 'direct-connect-gateway'],
      ['10.99.0.0/16', 'blackhole', null],
    ],
  );
  const [acl] = facts.networkAcls;
  t.strictSame(acl?.subnetIds, ['subnet-0a1', 'subnet-0a2']);
  t.equal(acl?.entries.length, 5, 'without that of IPv6');
  t.match(acl?.entries[2], { number: 90, isEgress: false, isAllowed: true, fromPort: 443 });
});

test('a block that was taken from the VPC is none of its blocks', async (t) => {
  const own = facts.vpcs.find(({ id }) => id === 'vpc-0a1');
  t.strictSame(own?.cidrs, ['10.20.0.0/16', '10.21.0.0/16']);
  t.strictSame(own?.from.path, ['Vpcs', 1]);
});

const mistyped = [
  { value: { Vpcs: {} }, path: ['Vpcs'], what: /group of settings, not a list/ },
  { value: { Vpcs: ['a'] }, path: ['Vpcs', 0], what: /a text, not a group/ },
  { value: { Vpcs: [{ VpcId: 7 }] }, path: ['Vpcs', 0, 'VpcId'], what: /a number, not a text/ },
  {
    value: { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.1/8' }] },
    path: ['Vpcs', 0, 'CidrBlock'],
    what: /"10\.0\.0\.1\/8" has host bits set/,
  },
  {
    value: { cluster: { name: 'a', resourcesVpcConfig: { endpointPublicAccess: 'yes' } } },
    path: ['cluster', 'resourcesVpcConfig', 'endpointPublicAccess'],
    what: /a text, not true or false/,
  },
  {
    value: { IpAddresses: [{ Ip: '10.0.0' }] },
    path: ['IpAddresses', 0, 'Ip'],
    what: /no IPv4 address of four octets/,
  },
  {
    value: {
      virtualInterfaces: [
        { virtualInterfaceId: 'a', virtualInterfaceType: 'private', mtu: '8500' },
      ],
    },
    path: ['virtualInterfaces', 0, 'mtu'],
    what: /a text, not a whole number/,
  },
  { value: { cluster: { name: null } }, path: ['cluster'], what: /name is missing/ },
];

for (const { value, path, what } of mistyped) {
  test(`a fault at ${path.join('.')}: ${what.source}`, async (t) => {
    const { faults } = readAnswer(value, 'a.json');
    t.equal(faults.length, 1);
    t.strictSame(faults[0]?.path, path);
    t.match(faults[0]?.what, what);
  });
}

const strangers: readonly unknown[] = [
  null,
  [],
  'text',
  7,
  {},
  { Buckets: [] },
  { Vpcs: null },
  { __proto__: { Vpcs: [] } },
];

for (const value of strangers) {
  test(`${JSON.stringify(value)} holds no answer`, async (t) => {
    t.strictSame(readAnswer(value, 'a.json'), {
      facts: NO_FACTS,
      faults: [],
      commands: [],
      isPartial: false,
    });
  });
}

test('one page of several is told', async (t) => {
  t.equal(readAnswer({ Vpcs: [], NextToken: 'x' }, 'a.json').isPartial, true);
});

test('an answer in which anything is anything else never throws', (t) => {
  const spoilt = fc
    .tuple(fc.constantFrom(...answers), fc.nat(), fc.jsonValue())
    .map(([{ value }, at, other]) => {
      let turn = 0;
      return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
        turn += 1;
        return turn === 1 + (at % 60) ? other : part;
      }) as unknown;
    });
  fc.assert(
    fc.property(spoilt, (value) => {
      const read = readAnswer(value, 'a.json');
      return JSON.stringify(read.facts).length > 0 && read.faults.every(({ what }) => what !== '');
    }),
    { numRuns: 1000 },
  );
  t.end();
});
