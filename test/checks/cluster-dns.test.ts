import { test } from 'tap';
import type { DnsOutcome } from '#core/io.ts';
import { planCases } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import { clusterDns } from '../../checks/cluster-dns/check.ts';
import type { ClusterDnsOptions } from '../../checks/cluster-dns/options.ts';
import { API_INDEX, DNS_INDEX, serviceAddress } from '../../checks/cluster-dns/service-address.ts';
import {
  always,
  answer,
  fakeDns,
  knowing,
  only,
  rcode,
  type Resolver,
  SILENCE,
  silent,
} from '../fakes/dns.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';

const SERVICE = 'kubernetes.default.svc.cluster.local';
const API = '0a1b.gr7.eu-west-1.eks.amazonaws.com';
const HARBOR = 'harbor.company.local';
const DNS = '172.20.0.10';

const site = siteWith({
  stage: 'after-join',
  cluster: { name: 'lab', region: 'eu-west-1', endpoint: API, endpointMode: 'private' },
  resolvers: {
    ...siteWith().resolvers,
    onPremNames: [{ name: HARBOR, addresses: ['10.80.0.20'] }],
  },
});

const ZONE = {
  [SERVICE]: { addresses: ['172.20.0.1'] },
  [API]: { addresses: ['10.20.1.10', '10.20.2.10'] },
  [HARBOR]: { addresses: ['10.80.0.20'] },
};
const coreDns = knowing(ZONE);

/** CoreDNS as it is, but for one name. */
const but =
  (name: string, resolver: Resolver): Resolver =>
  (question) =>
    (question.name === name ? resolver : coreDns)(question);

const planned = (parts: Partial<Site> = {}, options: Partial<ClusterDnsOptions> = {}) =>
  planCases([clusterDns], {
    ...{ ...site, ...parts },
    options: { 'cluster-dns': { address: 'inferred', timeoutMs: 7000, ...options } },
  })[0];

async function judgedWith(resolver: Resolver, parts: Partial<Site> = {}) {
  const target = planned(parts)?.case;
  if (target === undefined || !('target' in target)) throw new Error('nothing to measure');
  const io = fakeIo({ dns: fakeDns({ [DNS]: resolver }) });
  const signal = new AbortController().signal;
  const measurement = await clusterDns.measure(target.target, io, signal);
  expectPlainJson(measurement);
  return clusterDns.judge(target.target, measurement);
}

/** A measurement is plain JSON. */
function expectPlainJson(value: unknown): void {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (JSON.stringify(copy) !== JSON.stringify(value)) throw new Error('no plain JSON');
}

async function codesOf(resolver: Resolver, parts?: Partial<Site>): Promise<readonly string[]> {
  const { findings } = await judgedWith(resolver, parts);
  return findings.map(({ code, severity }) => `${severity} ${code.replace('cluster-dns/', '')}`);
}

const REFUSED: DnsOutcome = { kind: 'refused', afterMs: 1 };
const NO_WAY: DnsOutcome = { kind: 'unreachable', afterMs: 5 };
const MALFORMED: DnsOutcome = { kind: 'malformed', afterMs: 1, why: 'half a header' };
const lost = (name: string): Resolver => but(name, silent);

const rows: readonly (readonly [what: string, resolver: Resolver, codes: readonly string[]])[] = [
  ['a CoreDNS in order', coreDns, []],
  ['neither kube-proxy nor a way to CoreDNS', silent, ['fail silent']],
  ['a Service without a ready pod', always(REFUSED), ['fail refused']],
  ['connections that are cut', always({ kind: 'reset', afterMs: 1 }), ['fail refused']],
  ['no way there at all', always({ kind: 'unreachable', afterMs: 1 }), ['fail unreachable']],
  ['no way there, told once', only('udp', silent, NO_WAY), ['fail unreachable']],
  ['a refusal of TCP, and silence', only('udp', silent, REFUSED), ['fail refused']],
  ['something that is no DNS', always(MALFORMED), ['fail malformed']],
  ['UDP lost', only('tcp', coreDns, SILENCE), ['fail udpClosed']],
  ['TCP lost', only('udp', coreDns, SILENCE), ['fail tcpClosed']],
  ['TCP that is no DNS', only('udp', coreDns, MALFORMED), ['fail malformed']],
  ['an upstream for AWS that fails', but(API, always(rcode('SERVFAIL'))), ['fail upstreamFails']],
  [
    'an upstream on premises that fails',
    but(HARBOR, always(rcode('SERVFAIL', 5000))),
    ['fail upstreamFails'],
  ],
  ['a CoreDNS without the API', but(SERVICE, always(rcode('SERVFAIL'))), ['fail notReady']],
  ['a forwarder that does not know', but(HARBOR, always(rcode('NXDOMAIN'))), ['fail unknownName']],
  ['a forwarder that is refused', but(API, always(rcode('REFUSED'))), ['fail unknownName']],
  [
    'another cluster’s DNS',
    but(SERVICE, always(answer({ addresses: ['10.100.0.1'] }))),
    ['fail wrongAnswer'],
  ],
  [
    'an endpoint outside of the VPC',
    but(API, always(answer({ addresses: ['198.51.100.7'] }))),
    ['fail wrongAnswer'],
  ],
  ['an address that is none', but(API, always(answer({ addresses: ['x'] }))), ['fail wrongAnswer']],
  ['an answer without an address', but(HARBOR, always(answer({}))), ['fail wrongAnswer']],
  [
    'an old address on premises',
    but(HARBOR, always(answer({ addresses: ['10.80.0.99'] }))),
    ['fail wrongAnswer'],
  ],
  ['one name that gets no answer', lost(HARBOR), ['fail nameSilent']],
  ['answers that take their time', knowing(ZONE, 150), ['warn slow']],
  ['answers that take too long', knowing(ZONE, 2500), ['fail slow']],
  [
    'two troubles',
    (question) =>
      but(
        API,
        always(rcode('SERVFAIL')),
      )(question.name === HARBOR ? { ...question, name: 'nobody' } : question),
    ['fail upstreamFails', 'fail unknownName'],
  ],
];

for (const [what, resolver, codes] of rows) {
  test(`${what}: ${codes.join(', ') || 'pass'}`, async (t) => {
    t.strictSame(await codesOf(resolver), codes);
  });
}

test('answers that were slow only while all was asked at once are not slow', async (t) => {
  let udpQuestions = 0;
  const busyAtFirst: Resolver = (question) => {
    if (question.transport === 'udp') udpQuestions += 1;
    const isFirst = question.transport === 'udp' && udpQuestions <= 3;
    return knowing(ZONE, isFirst ? 2500 : 5)(question);
  };
  t.strictSame(await codesOf(busyAtFirst), []);
  t.equal(udpQuestions, 6);
  udpQuestions = 0;
  const { metrics } = await judgedWith(busyAtFirst);
  t.match(metrics, [{ name: 'dns_answer_ms', value: 5 }]);
});

test('a name that gets an error is not waited for again', async (t) => {
  const asked: string[] = [];
  const slowOnes: Resolver = (question) => {
    asked.push(`${question.transport} ${question.name}`);
    return (question.name === HARBOR ? always(rcode('SERVFAIL', 5000)) : knowing(ZONE, 2500))(
      question,
    );
  };
  t.strictSame(await codesOf(slowOnes), ['fail upstreamFails', 'fail slow']);
  t.strictSame(asked.slice(6), [`udp ${SERVICE}`, `udp ${API}`, `udp ${SERVICE}`]);
});

test('a cut answer over UDP is no wrong one: TCP brings it whole', async (t) => {
  const cut: Resolver = (question) =>
    question.transport === 'udp' ? answer({ truncated: true }) : coreDns(question);
  t.strictSame(await codesOf(cut), []);
});

test('a public endpoint may have any address', async (t) => {
  const cluster = { ...site.cluster, endpointMode: 'public' } as const;
  const outside = but(API, always(answer({ addresses: ['198.51.100.7'] })));
  t.strictSame(await codesOf(outside, { cluster }), []);
});

test('the median of proper answers over UDP is the metric', async (t) => {
  const { metrics } = await judgedWith(but(API, always(rcode('SERVFAIL', 5000))));
  t.match(metrics, [{ name: 'dns_answer_ms', value: 2, limit: { at: 'most', value: 100 } }]);
  t.strictSame((await judgedWith(silent)).metrics, []);
});

test('a finding says that the address was inferred, and from what', async (t) => {
  const { findings } = await judgedWith(silent);
  t.match(findings[0]?.detail, /172\.20\.0\.10, inferred: the tenth address of 172\.20\.0\.0\/16/);
  t.match(findings[0]?.fix, /10\.80\.0\.0\/16, 10\.85\.0\.0\/16 to 10\.20\.0\.0\/16/);
});

test('the address of the config wins, and nothing is inferred', (t) => {
  t.match(planned({}, { address: '10.100.0.10:5353' }), {
    id: 'cluster-dns:names@10.100.0.10:5353',
    case: { target: { server: { address: '10.100.0.10', port: 5353 }, inferredFrom: null } },
  });
  t.match(planned(), { case: { target: { server: { address: DNS, port: 53 } } } });
  t.end();
});

test('before the join it says what proves its parts then', (t) => {
  for (const stage of ['before-init', 'after-init'] as const) {
    t.match(planned({ stage }), {
      id: `cluster-dns:names@${DNS}`,
      case: { elsewhen: { stage, only: ['after-join'], why: /pod-routes.*dns-forwarding/ } },
    });
  }
  t.end();
});

test('without a service network, or with too small a one, there is nobody to ask', (t) => {
  const planWith = (services: readonly string[]) =>
    planned({ networks: { ...site.networks, services } })?.case;
  t.match(planWith([]), { notApplicable: /networks\.services/ });
  t.match(planWith(['172.20.0.0/29']), { notApplicable: /no tenth address/ });
  t.end();
});

test('what the config does not name is not asked for', (t) => {
  const bare = siteWith({ stage: 'after-join' });
  const namesIn = (parts: Partial<Site>) => {
    const one = planned(parts)?.case;
    return one !== undefined && 'target' in one ? one.target : undefined;
  };
  const { cluster, resolvers, networks } = bare;
  t.match(namesIn({ cluster, resolvers }), { names: { length: 1 } });
  const other = { ...resolvers, awsNames: ['ssm.eu-west-1.amazonaws.com'] };
  t.match(namesIn({ cluster, resolvers: other }), {
    names: [{}, { name: 'ssm.eu-west-1.amazonaws.com', expect: { kind: 'any' } }],
  });
  const unknown = planned({ networks: { ...networks, services: [] } }, { address: DNS })?.case;
  t.match(unknown, { target: { names: [{ name: SERVICE, expect: { kind: 'any' } }] } });
  t.end();
});

test('addresses of Services are counted from the base of the network', (t) => {
  t.equal(serviceAddress('10.100.0.0/16', DNS_INDEX), '10.100.0.10');
  t.equal(serviceAddress('10.100.0.0/16', API_INDEX), '10.100.0.1');
  t.equal(serviceAddress('10.100.7.9/16', DNS_INDEX), '10.100.0.10');
  t.equal(serviceAddress('10.100.0.240/28', DNS_INDEX), '10.100.0.250');
  t.equal(serviceAddress('255.255.255.248/29', DNS_INDEX), undefined);
  t.equal(serviceAddress('nonsense', DNS_INDEX), undefined);
  t.end();
});

test('no text has a hole in it', (t) => {
  for (const { title, detail, fix } of clusterDns.vocabulary.examples) {
    t.ok(title.length <= 60, title);
    t.notMatch(`${detail} ${fix}`, /undefined|NaN|\[object|null/);
  }
  t.end();
});
