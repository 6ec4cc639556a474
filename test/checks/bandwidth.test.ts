import { test } from 'tap';
import type { Iperf3Result } from '#core/iperf3.ts';
import { planCases } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import { bandwidth } from '../../checks/bandwidth/check.ts';
import { bandwidthVerdict, rateOf } from '../../checks/bandwidth/estimate.ts';
import type { BandwidthMeasurement, BandwidthTarget } from '../../checks/bandwidth/target.ts';
import { siteWith } from '../fakes/site.ts';
import { failedRun, type Link, runOver, TARGET } from './bandwidth-world.ts';
import { verdictOn } from './link-world.ts';

function measured(
  runs: readonly Iperf3Result[],
  more: Partial<BandwidthMeasurement> = {},
): BandwidthMeasurement {
  return { runs, stop: 'decided', cappedBps: null, loadedRttMs: null, ...more };
}

const links: readonly (readonly [string, Link, Partial<BandwidthTarget>, string])[] = [
  ['12 Gbps', { bps: 12e9 }, {}, 'pass'],
  ['9.41 Gbps of payload fill a link of 10', { bps: 9.41e9, spread: 0.003 }, {}, 'pass'],
  ['the same as goodput', { bps: 9.41e9, spread: 0.003 }, { measure: 'goodput' }, 'warn low'],
  ['7 Gbps', { bps: 7e9 }, {}, 'warn low'],
  ['2 Gbps', { bps: 2e9 }, {}, 'fail tooLow'],
  ['9 Gbps, up and down', { bps: 9e9, spread: 0.3 }, {}, 'inconclusive undecided'],
  ['2 Gbps, and a core that is full', { bps: 2e9, cpu: 97 }, {}, 'inconclusive hostLimited'],
  ['2 Gbps, and one of ten threads', { bps: 2e9, cpu: 97, version: '3.17' }, {}, 'fail tooLow'],
  ['12 Gbps, and a core that is full', { bps: 12e9, cpu: 97 }, {}, 'pass'],
  [
    'what a window lets through',
    { bps: 4e9, askedBytes: 262_144, rttMs: 5 },
    {},
    'inconclusive windowLimited',
  ],
  ['less than a window lets through', { bps: 1e9, askedBytes: 262_144 }, {}, 'fail tooLow'],
  ['one VPN tunnel', { bps: 1.2e9 }, { attachment: 'vpn' }, 'fail tooLow beyondAttachment'],
];

for (const [what, link, target, expected] of links) {
  test(`bandwidth: ${what}`, (t) => {
    for (const way of ['to-aws', 'to-on-prem'] as const) {
      const measurement = measured([runOver(link)]);
      // A window shows its round trip only on the side that sends.
      t.equal(verdictOn(bandwidth, { ...TARGET, ...target, way }, measurement), expected, way);
    }
    t.end();
  });
}

test('what was held down by a budget of bytes proves no more than its rate', (t) => {
  const target = { ...TARGET, mostBytes: 1e9 };
  const held = measured([runOver({ bps: 2.6e9 })], { cappedBps: 2.67e9 });
  t.equal(verdictOn(bandwidth, target, held), 'inconclusive byteLimited');
  const slow = measured([runOver({ bps: 1e9 })], { cappedBps: 2.67e9 });
  t.equal(verdictOn(bandwidth, target, slow), 'fail tooLow', 'less than what it was let');
  t.end();
});

const failures = [
  ['busy', 'serverBusy'],
  ['refused', 'serverRefused'],
  ['timed-out', 'serverUnreachable'],
  ['unreachable', 'serverUnreachable'],
  ['unauthorised', 'unauthorised'],
  ['clock-skew', 'clockSkew'],
  ['window-refused', 'windowRefused'],
  ['no-data', 'noData'],
  ['disconnected', 'cutOff'],
  ['malformed', 'testFailed'],
] as const;

test('each refusal of iperf3 has its own code, and proves nothing of the link', (t) => {
  for (const [reason, code] of failures) {
    const measurement = measured([runOver({ bps: 9e9 }), failedRun(reason)], { stop: 'failed' });
    t.equal(verdictOn(bandwidth, TARGET, measurement), `inconclusive ${code}`);
  }
  t.end();
});

test('queues that make others wait are told', (t) => {
  const loaded = (ms: number) => {
    const times = createHistogram();
    for (let index = 0; index < 200; index += 1) times.add(index < 5 ? 4 : ms);
    return measured([runOver({ bps: 12e9 })], { loadedRttMs: times.histogram() });
  };
  t.equal(verdictOn(bandwidth, TARGET, loaded(85)), 'pass queueing');
  t.equal(verdictOn(bandwidth, TARGET, loaded(9)), 'pass');
  t.end();
});

test('more runs make the interval narrower, and the slower direction counts', (t) => {
  const run = runOver({ bps: 9e9, spread: 0.1 });
  const once = rateOf([run], TARGET);
  const often = rateOf([run, run, run, run], TARGET);
  t.equal(once.blocks, 4);
  t.ok(often.high - often.low < once.high - once.low);
  const { flows } = run;
  if (flows.up === undefined) throw new Error('no flow');
  const slowDown = { ...run, flows: { ...flows, down: { ...flows.up, receivedBytes: 1e8 } } };
  const both = rateOf([slowDown], { ...TARGET, way: 'both-ways' });
  t.ok(both.goodputBps < 1e9);
  t.equal(bandwidthVerdict(both, TARGET.bounds), 'undecided');
  t.end();
});

const OPTIONS = {
  ...{ measure: 'line-rate', bidirectional: true, protocol: 'tcp', streams: 10, windowBytes: 0 },
  ...{ leastSeconds: 2, mostSeconds: 14, full: false, mostBytes: 0, confidence: 0.95 },
  ports: { from: 5201, to: 5210 },
  ...{ user: '', publicKeyFile: '', password: '' },
};

test('a server that is named takes the place of the peer’s; without either there is none', (t) => {
  const ids = (parts: Partial<Site>, options: Partial<typeof OPTIONS> = {}) =>
    planCases(
      [bandwidth],
      siteWith({ options: { bandwidth: { ...OPTIONS, ...options } }, ...parts }),
    ).map(({ id, case: one }) => ('notApplicable' in one ? `${id} -` : id));
  const peer = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };
  const targets = { ...siteWith().targets, iperf3: [{ host: '10.20.3.9', port: 5555 }] };
  t.strictSame(ids({ peer }, { bidirectional: false }), [
    'bandwidth:to-aws@peer',
    'bandwidth:to-on-prem@peer',
  ]);
  t.strictSame(ids({ peer, targets }), [
    'bandwidth:to-aws@10.20.3.9:5555',
    'bandwidth:to-on-prem@10.20.3.9:5555',
    'bandwidth:both-ways@10.20.3.9:5555',
  ]);
  t.strictSame(ids({}, { bidirectional: false }), [
    'bandwidth:to-aws@peer -',
    'bandwidth:to-on-prem@peer -',
  ]);
  t.end();
});
