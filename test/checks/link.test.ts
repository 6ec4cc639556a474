import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { linksOf } from '#lib/link/target.ts';
import { isDecided, withoutHostDrops } from '#lib/link/verdicts.ts';
import { jitter } from '../../checks/jitter/check.ts';
import { latency } from '../../checks/latency/check.ts';
import { packetLoss } from '../../checks/packet-loss/check.ts';
import { fakeFar } from '../fakes/far.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { LINK, LINK_CONFIG, type Path, streamOver, verdictOn } from './link-world.ts';

const CALIBRATION = { medianMs: 0.08, errorMs: 0.05 };
const PEER = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };

const measured = (path: Path) => ({ outcome: streamOver(path), witness: null });

const latencies: readonly (readonly [string, Path, string])[] = [
  ['1 ms', { rttMs: 1 }, 'pass'],
  ['7 ms', { rttMs: 7 }, 'warn elevated'],
  ['20 ms', { rttMs: 20 }, 'fail tooHigh'],
  ['7 ms between busy hosts', { rttMs: 7, untimed: 30_000 }, 'inconclusive hostNoise'],
  ['answers that all came late to be read', { untimed: 36_000 }, 'inconclusive untimed'],
  ['1 ms between busy hosts', { rttMs: 1, untimed: 30_000 }, 'pass'],
  ['a slow tail', { rttMs: 4, spreadMs: 2 }, 'warn elevated'],
  ['next to the upper bound', { rttMs: 10.1, calibrationErrorMs: 0.5 }, 'inconclusive undecided'],
  ['4 answers of 1 ms', { rttMs: 1, sent: 4 }, 'inconclusive undecided'],
  ['88 answers of 1 ms', { rttMs: 1, sent: 88 }, 'pass'],
  ['87 answers of 1 ms', { rttMs: 1, sent: 87 }, 'inconclusive undecided'],
  ['a step on the way', { rttMs: 1, stepToMs: 3 }, 'pass pathChanged'],
  ['no answer', { sent: 500, lostForward: 500 }, 'inconclusive noAnswers'],
];

for (const [what, path, expected] of latencies) {
  test(`latency: ${what}`, (t) => {
    const target = { kind: 'stream', link: LINK };
    const measurement = { kind: 'stream', ...measured(path) };
    t.equal(verdictOn(latency, target, measurement), expected);
    t.end();
  });
}

const jitters: readonly (readonly [string, Path, string])[] = [
  ['0.1 ms', { ipdvMs: 0.1 }, 'pass'],
  ['3 ms', { ipdvMs: 3 }, 'warn elevated'],
  ['9 ms', { ipdvMs: 9 }, 'fail tooHigh'],
  ['9 ms between busy hosts', { ipdvMs: 9, calibrationErrorMs: 3 }, 'inconclusive hostNoise'],
  ['2 ms, on the bound', { ipdvMs: 2 }, 'inconclusive undecided'],
  ['too few', { ipdvMs: 0.1, sent: 40 }, 'inconclusive undecided'],
  ['no answer', { sent: 500, lostForward: 500 }, 'inconclusive noAnswers'],
];

for (const [what, path, expected] of jitters) {
  test(`jitter: ${what}`, (t) => {
    for (const way of ['to-aws', 'to-on-prem']) {
      t.equal(verdictOn(jitter, { way, link: LINK }, measured(path)), expected);
    }
    t.end();
  });
}

/** Path, verdict towards AWS, verdict back. */
const losses: readonly (readonly [string, Path, string, string])[] = [
  ['nothing', {}, 'pass', 'pass'],
  ['nothing, of too few', { sent: 10_000 }, 'inconclusive undecided', 'inconclusive undecided'],
  ['one in a hundred, forward', { lostForward: 360 }, 'fail tooHigh', 'pass'],
  ['one in a hundred, back', { lostReverse: 360 }, 'pass', 'fail tooHigh'],
  ['three in ten thousand', { sent: 100_000, lostForward: 30 }, 'warn elevated', 'pass'],
  ['one burst of twenty', { lostForward: 20, burst: 20 }, 'inconclusive undecided', 'pass'],
  ['what the hosts dropped', { lostForward: 40, farDrops: 40 }, 'pass hostDrops', 'pass'],
  ['what this host dropped', { lostReverse: 40, hostDrops: 45 }, 'pass', 'pass hostDrops'],
  ['packets that come twice', { duplicates: 1800 }, 'warn duplicates', 'pass'],
  ['packets that overtake', { reordered: 1800 }, 'warn reordered', 'pass'],
  ['a stray reordering', { reordered: 3 }, 'pass', 'pass'],
  [
    'no answer',
    { sent: 500, lostForward: 500 },
    'inconclusive noAnswers',
    'inconclusive noAnswers',
  ],
];

for (const [what, path, forward, back] of losses) {
  test(`packet-loss: ${what}`, (t) => {
    const outcome = measured(path);
    t.equal(verdictOn(packetLoss, { way: 'to-aws', link: LINK }, outcome), forward);
    t.equal(verdictOn(packetLoss, { way: 'to-on-prem', link: LINK }, outcome), back);
    t.end();
  });
}

test('the stream goes on until all three checks are decided', (t) => {
  const decided = (path: Path) => isDecided(streamOver(path).sample, LINK, CALIBRATION);
  t.equal(decided({}), true);
  t.equal(decided({ sent: 10_000 }), false, 'loss is not');
  t.equal(decided({ ipdvMs: 2 }), false, 'jitter is not');
  t.equal(decided({ lostForward: 360, rttMs: 30, ipdvMs: 9 }), true, 'bad news are news');
  t.end();
});

test('drops of a host are taken off, and no more than were lost', (t) => {
  const periods = { packets: 1000, lost: 10, periods: 4, longest: 5, squares: 40 };
  t.strictSame(withoutHostDrops(periods, 0), periods);
  t.match(withoutHostDrops(periods, 4), { packets: 996, lost: 6, longest: 5 });
  t.strictSame(withoutHostDrops(periods, 99), {
    ...{ packets: 990, lost: 0, periods: 0, longest: 0, squares: 0 },
  });
  t.end();
});

test('a test takes a hundredth of the link at most', (t) => {
  const site = siteWith({
    transport: { attachment: 'vpn', bandwidthBps: 10e6 },
    peer: PEER,
  });
  t.ok((linksOf(site, LINK_CONFIG).peer?.topRatePps ?? 80) < 80);
  t.equal(linksOf(siteWith({ peer: PEER }), LINK_CONFIG).peer?.topRatePps, 1000);
  t.end();
});

test('latency is one case, the others one for each direction; without a peer none applies', (t) => {
  const options = Object.fromEntries(
    ['latency', 'jitter', 'packet-loss'].map((id) => [id, LINK_CONFIG]),
  );
  const ids = (site: Parameters<typeof planCases>[1]) =>
    planCases([latency, jitter, packetLoss], site).map(({ id, case: one }) =>
      'notApplicable' in one ? `${id} -` : id,
    );
  const names = [
    'latency:round-trip@peer',
    'latency:icmp@peer',
    ...['jitter:to-aws@peer', 'jitter:to-on-prem@peer'],
    ...['packet-loss:to-aws@peer', 'packet-loss:to-on-prem@peer'],
  ];
  t.strictSame(ids(siteWith({ options, peer: PEER })), names);
  t.strictSame(
    ids(siteWith({ options })),
    names.filter((name) => !name.includes('icmp')).map((name) => `${name} -`),
  );
  t.end();
});

test('three checks share one stream, and the reflector is given back', async (t) => {
  let streams = 0;
  let released = 0;
  const outcome = streamOver({});
  const io = fakeIo({
    far: {
      ...fakeFar({}),
      reflect: () =>
        Promise.resolve({
          kind: 'reflecting',
          port: 7443,
          key: new Uint8Array(32),
          ssid: 1,
          counts: () => Promise.resolve(undefined),
          release: () => Promise.resolve(void (released += 1)),
        }),
    },
    stamp: {
      prepare: () => Promise.resolve(),
      stream: (plan, { isEnough }) => {
        streams += 1;
        t.match(plan, { from: '10.80.1.10', address: '10.20.3.10', port: 7443, topRatePps: 1000 });
        t.equal(isEnough(outcome.sample, CALIBRATION), true);
        return Promise.resolve(outcome);
      },
    },
  });
  const { signal } = new AbortController();
  const measured = await Promise.all([
    latency.measure({ kind: 'stream', link: LINK }, io, signal),
    jitter.measure({ way: 'to-aws', link: LINK }, io, signal),
    packetLoss.measure({ way: 'to-on-prem', link: LINK }, io, signal),
  ]);
  t.equal(streams, 1);
  t.equal(released, 1);
  const alone = { outcome, witness: null };
  t.strictSame(measured, [{ kind: 'stream', ...alone }, alone, alone]);
});

test('a peer that reflects nothing is said to be so', async (t) => {
  const { signal } = new AbortController();
  const unwilling = fakeIo({ far: fakeFar({}) });
  await t.rejects(latency.measure({ kind: 'stream', link: LINK }, unwilling, signal), {
    name: 'CannotMeasure',
    message: /it is imaginary/,
  });
  const target = { way: 'to-aws', link: LINK };
  await t.rejects(jitter.measure(target, fakeIo(), signal), { message: /there is none/ });
});
