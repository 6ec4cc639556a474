import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import { dnsForwarding } from '../../checks/dns-forwarding/check.ts';
import { siteWith } from '../fakes/site.ts';

const bare = siteWith();

/** Every case as `id`, with what it is about or why it does not apply. */
function planOf(parts: Partial<Site>): readonly string[] {
  return planCases([dnsForwarding], siteWith(parts)).map(({ id, case: planned }) => {
    const name = id.replace('dns-forwarding:', '');
    if ('notApplicable' in planned) return `${name} - ${planned.notApplicable}`;
    return planned.subject === undefined ? name : `${name} after ${planned.subject}`;
  });
}

const cluster = { ...bare.cluster, endpoint: 'api.gr7.eu-west-1.eks.amazonaws.com' };
const onPremNames = [{ name: 'harbor.company.local', addresses: [] }];

test('each address of each group is a case of its own', (t) => {
  const resolvers = {
    ...bare.resolvers,
    inbound: [{ host: '10.20.1.53' }, { host: '10.20.2.53', port: 5353 }],
    onPrem: [{ host: '10.80.0.53' }],
    onPremNames,
  };
  t.strictSame(planOf({ cluster, resolvers }), [
    'aws-names@10.20.1.53 after udp/53 10.20.1.53',
    'aws-names@10.20.2.53:5353 after udp/5353 10.20.2.53',
    'aws-names@10.80.0.53 after udp/53 10.80.0.53',
    'on-prem-names@10.80.0.53 after udp/53 10.80.0.53',
    'peer:on-prem-names@vpc-resolver',
    'peer:aws-names@vpc-resolver',
    'system',
    'redundancy@inbound',
    'redundancy@on-prem',
  ]);
  t.end();
});

test('what the config does not name is not applicable, and the field is named', (t) => {
  t.strictSame(planOf({}), [
    'aws-names@inbound - The config names no resolvers.inbound.',
    'aws-names@on-prem - The config names no resolvers.onPrem.',
    'on-prem-names@on-prem - The config names no resolvers.onPrem.',
    'peer:on-prem-names@vpc-resolver - The config names no resolvers.onPremNames.',
    'peer:aws-names@vpc-resolver - The config names no cluster.endpoint or resolvers.awsNames.',
    'system - The config names no resolvers.inbound or resolvers.onPrem.',
    'redundancy@inbound - The config names no resolvers.inbound.',
    'redundancy@on-prem - The config names no resolvers.onPrem.',
  ]);
  t.end();
});

test('resolvers without a name to ask for are only asked whether they live', (t) => {
  const resolvers = {
    ...bare.resolvers,
    inbound: [{ host: '10.20.1.53' }],
    onPrem: [{ host: '10.80.0.53' }],
  };
  t.strictSame(planOf({ resolvers }), [
    'aws-names@inbound - The config names no cluster.endpoint or resolvers.awsNames.',
    'aws-names@on-prem - The config names no cluster.endpoint or resolvers.awsNames.',
    'on-prem-names@on-prem - The config names no resolvers.onPremNames.',
    'peer:on-prem-names@vpc-resolver - The config names no resolvers.onPremNames.',
    'peer:aws-names@vpc-resolver - The config names no cluster.endpoint or resolvers.awsNames.',
    'system - The config names no cluster.endpoint or resolvers.awsNames.',
    'redundancy@inbound',
    'redundancy@on-prem',
  ]);
  t.end();
});

test('an address that is named twice is asked once', (t) => {
  const inbound = [{ host: '10.20.1.53' }, { host: '10.20.1.53', port: 53 }];
  const planned = planOf({ cluster, resolvers: { ...bare.resolvers, inbound } });
  t.equal(planned.filter((name) => name.startsWith('aws-names@10.20.1.53')).length, 1);
  t.end();
});

test('without an inbound endpoint this host is held against the on-premises resolvers', (t) => {
  const resolvers = { ...bare.resolvers, onPrem: [{ host: '10.80.0.53' }], onPremNames };
  const system = planCases([dnsForwarding], siteWith({ cluster, resolvers })).find(
    ({ case: { key } }) => key === 'system',
  );
  t.match(system?.case, {
    target: { names: ['harbor.company.local'], references: [{ role: 'authority' }] },
  });
  t.end();
});

/** The target of the case for one AWS name at one inbound address. */
function targetFor(awsName: string, parts: Partial<Site> = {}) {
  const resolvers = { ...bare.resolvers, inbound: [{ host: '10.20.1.53' }], awsNames: [awsName] };
  const [first] = planCases([dnsForwarding], siteWith({ resolvers, ...parts }));
  return first?.case;
}

function probesIn(planned: unknown): unknown {
  return (planned as { target: { probes: unknown } }).target.probes;
}

test('AWS names are expected where the endpoint mode puts them', (t) => {
  const inMode = (endpointMode: 'private' | 'public', name: string) =>
    targetFor(name, { cluster: { ...bare.cluster, endpointMode } });
  const ssm = 'ssm.eu-west-1.amazonaws.com';
  t.match(inMode('private', ssm), {
    target: { names: [{ expect: { kind: 'private', of: 'service' } }] },
  });
  t.match(inMode('public', ssm), { target: { names: [{ expect: { kind: 'any' } }] } });
  const assets = 'hybrid-assets.eks.amazonaws.com';
  t.match(inMode('private', assets), { target: { names: [{ expect: { kind: 'any' } }] } });
  t.end();
});

const probes = [
  {
    name: 'ssm.eu-west-1.amazonaws.com',
    probes: ['hybrid-preflight-nxdomain-probe.eu-west-1.amazonaws.com'],
  },
  { name: '602401143452.dkr.ecr.eu-west-1.amazonaws.com', probes: [] },
  { name: 'bucket.s3.eu-west-1.amazonaws.com', probes: [] },
  { name: 'vpce-1-2.ssm.eu-west-1.vpce.amazonaws.com', probes: [] },
  { name: 'localhost', probes: [] },
];
for (const row of probes) {
  test(`beside ${row.name} ${row.probes.length} names are probed`, (t) => {
    t.strictSame(probesIn(targetFor(row.name)), row.probes);
    t.end();
  });
}

test('wildcards are not looked for when that is switched off', (t) => {
  const planned = targetFor('ssm.eu-west-1.amazonaws.com', {
    options: { 'dns-forwarding': { wildcardProbe: false, directTimeoutMs: 700 } },
  });
  t.match(planned, { target: { timeoutMs: 700 } });
  t.strictSame(probesIn(planned), []);
  t.end();
});

const suffixes = [
  { name: 'ssm.eu-west-1.amazonaws.com', domains: ['amazonaws.com', 'api.aws'] },
  { name: 'ssm.cn-north-1.amazonaws.com.cn', domains: ['amazonaws.com.cn', 'api.aws'] },
  { name: 'eks-auth.eu-west-1.api.aws', domains: ['amazonaws.com', 'api.aws'] },
];
for (const { name, domains } of suffixes) {
  test(`for ${name} the remedy forwards ${domains.join(' and ')}`, (t) => {
    t.match(targetFor(name), { target: { resolver: { domains } } });
    t.end();
  });
}
