import { test } from 'tap';
import type { Json } from '#core/json.ts';
import { planCases } from '#core/plan.ts';
import type { Site, SiteExport } from '#core/site.ts';
import { nfsThroughput } from '../../checks/nfs-throughput/check.ts';
import { siteWith } from '../fakes/site.ts';

const OPTIONS = {
  ...{ engine: 'own', confidence: 0.95, blockBytes: 1_048_576, inFlight: 4 },
  ...{ mostBytes: 1_048_576_000, mostSeconds: 15, stallSeconds: 15, full: false },
};

const EXPORT: SiteExport = {
  ...{ server: '10.20.3.30', exportPath: '/export', path: null, from: 'on-prem' },
  options: 'vers=4.1,rsize=1048576,hard',
};

const PEER = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };

function siteOf(exports: readonly Partial<SiteExport>[], parts: Partial<Site> = {}): Site {
  const nfs = exports.map((one) => ({ ...EXPORT, ...one }));
  const options = { 'nfs-throughput': OPTIONS };
  return siteWith({ options, targets: { ...siteWith().targets, nfs }, ...parts });
}

function planned(site: Site): readonly string[] {
  return planCases([nfsThroughput], site).map(({ id, case: one }) =>
    'notApplicable' in one ? `${id} - ${one.notApplicable}` : id,
  );
}

test('without an export there is nothing to test', (t) => {
  t.match(planned(siteOf([])), [/^nfs-throughput:export@storage - .*names no export/]);
  t.strictSame(nfsThroughput.rules?.(siteOf([]), OPTIONS), []);
  t.end();
});

const here = 'nfs-throughput:/export@10.20.3.30';
const there = 'nfs-throughput:peer:/export@10.20.3.30';
const missing = `${there} - From AWS it takes the peer, and the config names none.`;

const sides = [
  ['on-prem', true, [here]],
  ['on-prem', false, [here]],
  ['aws', true, [there]],
  ['aws', false, [missing]],
  ['both', true, [here, there]],
  ['both', false, [here, missing]],
] as const;

for (const [from, hasPeer, ids] of sides) {
  test(`an export for ${from}, ${hasPeer ? 'with' : 'without'} a peer`, (t) => {
    t.strictSame(planned(siteOf([{ from }], hasPeer ? { peer: PEER } : {})), ids);
    t.end();
  });
}

function targetOf(site: Site, options: Json = OPTIONS) {
  const [one] = nfsThroughput.plan(site, options);
  if (one === undefined || !('target' in one)) throw new Error('nothing is planned');
  return one.target;
}

test('a target has the options of the mount, and half of the link as its bounds', (t) => {
  t.strictSame(targetOf(siteOf([{}])), {
    ...{ from: 'on-prem', server: '10.20.3.30', exportPath: '/export', path: null },
    options: { version: '4.1', readSizeBytes: 1_048_576, recovery: 'hard' },
    ...{ engine: 'own', bounds: { pass: 5e9, fail: 2.5e9 }, boundsFrom: 'baseline' },
    ...{ confidence: 0.95, blockBytes: 1_048_576, inFlight: 4 },
    ...{ mostBytes: 1_048_576_000, mostSeconds: 15, stallMs: 15_000, isFull: false },
  });
  t.end();
});

test('what the config asks for goes first', (t) => {
  const throughput = { pass: '400Mbps', fail: '0.1Gbps' };
  const asked = { ...OPTIONS, throughput, engine: 'fio', full: true, stallSeconds: 6 };
  const path = '/mnt/models';
  t.match(targetOf(siteOf([{ path, options: 'port=2050' }]), asked), {
    ...{ bounds: { pass: 4e8, fail: 1e8 }, boundsFrom: 'config', engine: 'fio', isFull: true },
    ...{ stallMs: 6000, path, options: { port: 2050 } },
  });
  t.end();
});

test('where it is mounted on this host is nothing to the other side', (t) => {
  const both = siteOf([{ path: '/mnt/models', from: 'both' }], { peer: PEER });
  const targets = nfsThroughput
    .plan(both, OPTIONS)
    .map((one) => ('target' in one ? one.target : null));
  t.match(targets, [
    { from: 'on-prem', path: '/mnt/models' },
    { from: 'aws', path: null },
  ]);
  t.end();
});

const ports = [
  ['hard', ['2049']],
  ['vers=4.2,port=2050', ['2050']],
  ['vers=3', ['111', '2049']],
] as const;

test('firewalls must let through what the mounts take, for each case by its name', (t) => {
  for (const [options, expected] of ports) {
    const site = siteOf([{ from: 'both', options, exportPath: '/with space' }], { peer: PEER });
    const rules = nfsThroughput.rules?.(site, OPTIONS) ?? [];
    t.match(rules, [
      { direction: 'to-aws', sources: ['10.80.0.0/16'], destinations: ['10.20.3.30'] },
      { direction: 'to-on-prem', sources: ['10.20.0.0/16'], destinations: ['10.20.3.30'] },
    ]);
    for (const rule of rules) t.strictSame(rule.ports, expected, options);
    const cases = rules.flatMap((rule) => rule.cases);
    t.strictSame(cases, planned(site), 'a rule is held against the cases that prove it');
  }
  t.end();
});

test('an export that is named twice for one side is one case, with what is said first', (t) => {
  const twice = siteOf([{ options: 'vers=3' }, { from: 'both' }], { peer: PEER });
  t.strictSame(planned(twice), [here, there]);
  t.match(targetOf(twice), { options: { version: '3' } });
  t.end();
});
