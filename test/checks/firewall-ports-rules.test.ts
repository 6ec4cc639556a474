import { test } from 'tap';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import { REQUIRED_BY_DEFAULT } from '../../checks/firewall-ports/port-entry.ts';
import { rules } from '../../checks/firewall-ports/rules.ts';
import type { ExtraTarget, PortOptions } from '../../checks/firewall-ports/target.ts';
import { siteWith } from '../fakes/site.ts';
import { fullSite, namesOf, nowhere, plan } from './firewall-ports-sites.ts';

const OPTIONS: PortOptions = {
  required: REQUIRED_BY_DEFAULT,
  exclude: [],
  extra: [],
  timeoutMs: 3500,
};

function rulesOf(site: Site, options: Partial<PortOptions> = {}): readonly FirewallRule[] {
  return rules(site, { ...OPTIONS, ...options });
}

/** The rules for one thing, as `direction protocol ports: sources > destinations`. */
function rowsOf(all: readonly FirewallRule[], wanted: string): readonly string[] {
  return all
    .filter(({ purpose }) => purpose === wanted)
    .map(
      ({ direction, protocol, ports, sources, destinations }) =>
        `${direction} ${protocol} ${ports.join()}: ${sources.join()} > ${destinations.join()}`,
    );
}

const withApi = (...hosts: readonly string[]) =>
  siteWith({ targets: { ...nowhere, kubernetesApi: hosts.map((host) => ({ host })) } });

test('one rule for all places of one port, proven by the case of each', (t) => {
  const [rule, ...others] = rulesOf(withApi('10.20.1.10', '10.20.2.10'), {
    exclude: ['kubernetes-api-alternative', 'kubelet'],
  });
  t.strictSame(others, []);
  t.strictSame(rule, {
    cases: ['firewall-ports:tcp/443@10.20.1.10', 'firewall-ports:tcp/443@10.20.2.10'],
    direction: 'to-aws',
    protocol: 'tcp',
    ports: ['443'],
    sources: ['10.80.0.0/16', '10.85.0.0/16'],
    destinations: ['10.20.1.10', '10.20.2.10'],
    purpose: 'Kubernetes API',
    isRequired: true,
  });
  t.end();
});

test('a name is a rule apart, and costs the addresses beside it nothing', (t) => {
  const all = rulesOf(withApi('10.20.1.10', 'api.example.com', '10.20.2.10'));
  t.strictSame(rowsOf(all, 'Kubernetes API'), [
    'to-aws tcp 443: 10.80.0.0/16,10.85.0.0/16 > 10.20.1.10,10.20.2.10',
    'to-aws tcp 443: 10.80.0.0/16,10.85.0.0/16 > api.example.com',
  ]);
  t.end();
});

test('a network that stands twice in the config stands once in a rule', (t) => {
  const site = withApi('10.20.1.10');
  const networks = { ...site.networks, remotePods: ['10.85.0.0/16', '10.80.0.0/16'] };
  t.strictSame(rowsOf(rulesOf({ ...site, networks }), 'Kubernetes API'), [
    'to-aws tcp 443: 10.80.0.0/16,10.85.0.0/16 > 10.20.1.10',
  ]);
  t.end();
});

const flows: readonly { purpose: string; rows: readonly string[] }[] = [
  {
    purpose: 'Kubernetes API (alternative)',
    rows: [
      'to-aws tcp 6443: 10.80.0.0/16 > 10.20.1.10',
      'to-aws tcp 6443: 10.80.0.0/16 > api.example.com',
    ],
  },
  { purpose: 'kubelet', rows: ['to-on-prem tcp 10250: 10.20.0.0/16 > 10.80.0.0/16'] },
  {
    purpose: 'Route 53 inbound endpoint',
    rows: ['to-aws udp 53: 10.80.0.0/16 > 10.20.1.53', 'to-aws tcp 53: 10.80.0.0/16 > 10.20.1.53'],
  },
  {
    purpose: 'on-premises resolver, asked by Route 53',
    rows: ['to-on-prem udp 53: 10.20.0.0/16 > 10.80.0.53'],
  },
  { purpose: 'BGP', rows: ['on-prem tcp 179: 10.80.0.0/16 > 10.80.0.1'] },
  // Inside a pod: no firewall between the sites sees it.
  { purpose: 'Envoy, outbound listener', rows: [] },
];

for (const { purpose, rows } of flows) {
  test(`where it goes: ${purpose}`, (t) => {
    t.strictSame(rowsOf(rulesOf(fullSite), purpose), rows);
    t.end();
  });
}

test('what must reach this node must reach every node, with or without its address', (t) => {
  const row = 'to-on-prem tcp 10250: 10.20.0.0/16 > 10.80.0.0/16';
  t.strictSame(rowsOf(rulesOf(siteWith()), 'kubelet'), [row]);
  t.strictSame(rowsOf(rulesOf(siteWith({ nodeAddress: '10.80.0.9' })), 'kubelet'), [row]);
  t.end();
});

const EXTRA: ExtraTarget = { name: 'node ports', port: 443, protocol: 'tcp', direction: 'to-aws' };
const called = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };
const awaited = { listen: '10.80.0.9', port: 7443, token: 'env:TOKEN' };
const TO_PEER = '10.80.0.0/16 > 10.20.3.10';
const TO_NODES = '10.20.0.0/16 > 10.80.0.0/16';

const extras: readonly {
  what: string;
  extra: readonly Partial<ExtraTarget>[];
  peer?: NonNullable<Site['peer']>;
  rows: readonly string[];
}[] = [
  {
    what: 'a range stays one, in both directions',
    extra: [{ port: '30000-30999', direction: 'both' }],
    peer: called,
    rows: [`to-aws tcp 30000-30999: ${TO_PEER}`, `to-on-prem tcp 30000-30999: ${TO_NODES}`],
  },
  {
    what: 'neighbours of one name are a range, the rest is not',
    extra: [{ port: 9001 }, { port: 80 }, { port: 9000 }],
    peer: called,
    rows: [`to-aws tcp 80,9000-9001: ${TO_PEER}`],
  },
  {
    what: 'protocols are not mixed',
    extra: [{ port: 9000 }, { port: 9001, protocol: 'udp' }],
    peer: called,
    rows: [`to-aws tcp 9000: ${TO_PEER}`, `to-aws udp 9001: ${TO_PEER}`],
  },
  {
    what: 'a peer that calls has no address to name',
    extra: [{ direction: 'both' }],
    peer: awaited,
    rows: [`to-on-prem tcp 443: ${TO_NODES}`],
  },
  {
    what: 'from the peer to a host on premises',
    extra: [{ host: '10.80.7.7', direction: 'to-on-prem' }],
    rows: ['to-on-prem tcp 443: 10.20.0.0/16 > 10.80.7.7'],
  },
];

for (const { what, extra, peer, rows } of extras) {
  test(`targets of one's own: ${what}`, (t) => {
    const site = siteWith(peer === undefined ? {} : { peer });
    const all = rulesOf(site, { extra: extra.map((one) => ({ ...EXTRA, ...one })) });
    t.strictSame(rowsOf(all, 'node ports'), rows);
    t.ok(all.filter(({ purpose }) => purpose === 'node ports').every((rule) => rule.isRequired));
    t.end();
  });
}

test('a rule is required as its entry is', (t) => {
  const isRequired = (required: readonly string[]) =>
    rulesOf(fullSite, { required }).find(({ purpose }) => purpose === 'kubelet')?.isRequired;
  t.equal(isRequired(['kubelet']), true);
  t.equal(isRequired([]), false);
  t.end();
});

test('each case that is no pod’s own business is named by exactly one rule', (t) => {
  const named = rulesOf(fullSite).flatMap(({ cases }) => cases);
  const planned = plan(fullSite).filter(
    ({ case: one }) => !JSON.stringify(one).includes('"pod-internal"'),
  );
  t.strictSame(
    named.map((id) => id.replace('firewall-ports:', '')).sort(),
    [...namesOf(planned)].sort(),
  );
  t.end();
});
