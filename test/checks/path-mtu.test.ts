import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import type { ProbeFlow, ProbeOutcome, TcpLimits } from '#core/path-mtu.ts';
import type { TracePlan } from '#core/trace.ts';
import type { Finding } from '#lib/pmtu/finding.ts';
import { pathMtu } from '../../checks/path-mtu/check.ts';
import { relate } from '../../checks/path-mtu/relate.ts';
import type { MtuMeasurement, MtuTarget } from '../../checks/path-mtu/target.ts';
import { fakeFar } from '../fakes/far.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { verdictOn } from './link-world.ts';

const TARGET: MtuTarget = {
  way: 'to-aws',
  to: { kind: 'far', port: 7443 },
  requiredBytes: 9000,
  attachment: 'direct-connect-private',
  cni: 'cilium',
};

const COST = { probes: 79, heldBack: 0, rounds: 4, passing: { sent: 34, lost: 0 } } as const;

function exact(mtuBytes: number, how: 'whole' | 'told' | 'black-hole', lies = false): Finding {
  const icmp = { whole: 'not-needed', told: 'works', 'black-hole': 'silent' } as const;
  return { kind: 'exact', mtuBytes, how, icmp: lies ? 'lies' : icmp[how], chanceWrong: 0, ...COST };
}

function held(mtuBytes: number, toldBy: 'path' | 'earlier'): Finding {
  return { kind: 'held-back', mtuBytes, toldBy, atMostBytes: 8999, ...COST };
}

const doubt: Finding = {
  ...{ kind: 'inconclusive', why: 'loss', atLeastBytes: 1400, atMostBytes: 8999, ...COST },
};
const nothing: Finding = { ...doubt, why: 'unreachable', atLeastBytes: null };

/** What may be seen beside a path MTU, and was not. */
const ALONE = { fragments: null, tcp: null, lastHop: null } as const;

const rows: readonly (readonly [string, Finding, Partial<MtuTarget>, number, string])[] = [
  ['the whole size', exact(9000, 'whole'), {}, 9000, 'pass'],
  ['a limit above what is asked for', exact(9000, 'told'), {}, 9001, 'pass'],
  ['1438, as a router says', held(1438, 'path'), {}, 9000, 'fail belowRequired'],
  ['1438, in silence', exact(1438, 'black-hole'), {}, 9000, 'fail blackHole'],
  ['9000 of 9001, in silence', exact(9000, 'black-hole'), {}, 9001, 'pass silentAbove'],
  ['1500 of 1500', exact(1500, 'whole'), {}, 1500, 'warn interfaceTooSmall'],
  [
    '8500 over a transit gateway',
    held(8500, 'path'),
    { attachment: 'transit-gateway' },
    9000,
    'warn limitOfAttachment',
  ],
  [
    '8400 over a transit gateway',
    held(8400, 'path'),
    { attachment: 'transit-gateway' },
    9000,
    'fail belowRequired',
  ],
  ['1500, learned earlier', held(1500, 'earlier'), {}, 9000, 'fail learnedEarlier belowRequired'],
  ['9000, and a liar', exact(9000, 'whole', true), {}, 9000, 'warn icmpLies'],
  ['loss', doubt, {}, 9000, 'inconclusive undecided'],
  ['nothing arrives', nothing, {}, 9000, 'inconclusive undecided'],
  ['enough for a tunnel', held(1446, 'path'), { requiredBytes: 1406 }, 9000, 'pass'],
];

for (const [what, finding, target, interfaceMtuBytes, expected] of rows) {
  test(`path MTU: ${what}`, (t) => {
    for (const cni of ['cilium', 'calico', 'none'] as const) {
      for (const way of ['to-aws', 'to-on-prem'] as const) {
        const one = { ...TARGET, ...target, cni, way };
        const measured = { ...ALONE, interfaceMtuBytes, finding };
        t.equal(verdictOn(pathMtu, one, measured), expected);
      }
    }
    t.end();
  });
}

test('directions that differ are told once, at the case of this host', (t) => {
  const measured = (id: string, way: MtuTarget['way'], finding: Finding) => ({
    id,
    target: { ...TARGET, way },
    measurement: { ...ALONE, interfaceMtuBytes: 9000, finding },
  });
  const there = measured('there', 'to-aws', exact(9000, 'whole'));
  t.match(relate([there, measured('back', 'to-on-prem', held(8500, 'path'))]), [
    { id: 'there', findings: [{ code: 'path-mtu/asymmetric' }] },
  ]);
  t.strictSame(relate([there, measured('back', 'to-on-prem', exact(9000, 'told'))]), []);
  t.strictSame(relate([there, measured('back', 'to-on-prem', doubt)]), []);
  t.strictSame(relate([there]), []);
  t.end();
});

/** A connection between host and peer, as one side's kernel has it. */
const tcp = (mssBytes: number, pathMtuBytes = 9000): TcpLimits => ({
  ...{ mssBytes, pathMtuBytes },
  advertisedMssBytes: 8948,
});

const clamps: readonly (readonly [string, TcpLimits | null, Finding, string | undefined])[] = [
  ['what was asked for', tcp(8948), exact(9000, 'whole'), undefined],
  ['what this kernel has learned', tcp(1448, 1500), held(1500, 'path'), undefined],
  ['a clamp that fits', tcp(1386), exact(1438, 'black-hole'), 'That fits what the path carries'],
  ['a clamp that is too wide', tcp(1448), exact(1438, 'black-hole'), 'lost all the same'],
  ['a clamp of an unknown path', tcp(1386), doubt, 'a router clamps'],
  ['nobody tells', null, exact(1438, 'black-hole'), undefined],
];

for (const [what, limits, finding, says] of clamps) {
  test(`TCP sends ${what}`, (t) => {
    const measured = (id: string, way: MtuTarget['way'], own: TcpLimits | null) => ({
      id,
      target: { ...TARGET, way },
      measurement: { ...ALONE, interfaceMtuBytes: 9000, finding, tcp: own },
    });
    const related = relate([
      measured('there', 'to-aws', limits),
      measured('back', 'to-on-prem', tcp(8948)),
    ]);
    const told = related.map(({ id, findings }) => `${id} ${findings[0]?.detail ?? ''}`);
    t.equal(told.length, says === undefined ? 0 : 1);
    if (says !== undefined) t.match(told[0], new RegExp(`^there .*${says}`));
    t.end();
  });
}

test('datagrams in pieces that never arrive are a warning beside the path MTU', (t) => {
  const seen = (arrived: number) => ({
    ...{ ...ALONE, interfaceMtuBytes: 9000, finding: exact(9000, 'whole') },
    fragments: { sizeBytes: 17_100, sent: 5, arrived },
  });
  t.equal(verdictOn(pathMtu, TARGET, seen(0)), 'warn fragmentsDropped');
  t.equal(verdictOn(pathMtu, TARGET, seen(1)), 'pass');
  t.end();
});

test('a black hole says what TCP sends into it, and how far larger packets come', (t) => {
  const judged = pathMtu.judge(TARGET, {
    ...{ interfaceMtuBytes: 9000, finding: exact(1438, 'black-hole'), fragments: null },
    tcp: tcp(8948),
    lastHop: { address: '10.80.1.1', ttl: 1, silentTtl: 2 },
  });
  const detail = judged.findings[0]?.detail ?? '';
  t.match(detail, /TCP to there sends packets of up to 9000 bytes/);
  t.match(detail, /Of packets one byte larger: 10\.80\.1\.1 \(hop 1\) is the last that answers/);
  t.end();
});

test('each direction is a case of its own side, and each address that is pinged one more', (t) => {
  const options = { 'path-mtu': { port: 7443 } };
  const targets = { ...siteWith().targets, ping: ['10.20.1.1'] };
  const peer = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };
  const ids = planCases([pathMtu], siteWith({ options, targets, peer })).map(({ id }) => id);
  t.strictSame(ids, [
    'path-mtu:to-aws@peer',
    'path-mtu:peer:to-on-prem@host',
    'path-mtu:icmp@10.20.1.1',
  ]);
  t.end();
});

/** A flow over a path that swallows what is larger. */
function flowOf(mtuBytes: number, closed: () => void): ProbeFlow {
  return {
    interfaceMtuBytes: 9000,
    round: (sizes) =>
      Promise.resolve(
        sizes.map((sizeBytes): ProbeOutcome => ({
          kind: sizeBytes <= mtuBytes ? 'arrived' : 'silent',
          sizeBytes,
        })),
      ),
    close: closed,
  };
}

test('probes go to a port that the other side lends, which gets it back', async (t) => {
  let closed = 0;
  const far = fakeFar({ ports: { '10.20.3.10:7443': 'listens' } });
  const flow = flowOf(1438, () => (closed += 1));
  const pathMtuProbes = {
    udp: () => Promise.resolve(flow),
    echo: () => Promise.resolve(flow),
    fragments: () => Promise.reject(new Error('pieces vanish in a hole for their size')),
    tcp: () => Promise.resolve(tcp(8948)),
  };
  const traced: TracePlan[] = [];
  const trace = {
    run: (plan: TracePlan) => {
      traced.push(plan);
      return Promise.resolve(undefined);
    },
  };
  const io = fakeIo({ far, trace, pathMtu: pathMtuProbes });
  const { signal } = new AbortController();
  const measured = (await pathMtu.measure(TARGET, io, signal)) as MtuMeasurement;
  t.match(measured.finding, { kind: 'exact', mtuBytes: 1438, how: 'black-hole' });
  t.match(measured, { tcp: { mssBytes: 8948 }, fragments: null, lastHop: null });
  t.match(traced, [{ address: '10.20.3.10', packetBytes: 1439 }]);
  t.equal(far.held.size, 0);
  t.equal(closed, 1);
  const echo = { ...TARGET, to: { kind: 'echo', address: '10.20.1.1' } };
  t.match(await pathMtu.measure(echo, io, signal), { finding: { mtuBytes: 1438 } });
});

test('a side that lends no port is said to be so', async (t) => {
  const { signal } = new AbortController();
  const ask = (far: ReturnType<typeof fakeFar> | undefined) =>
    pathMtu.measure(TARGET, fakeIo(far === undefined ? {} : { far }), signal);
  const taken = fakeFar({ ports: { '10.20.3.10:7443': { inUseBy: 'dnsmasq' } } });
  await t.rejects(ask(taken), { name: 'CannotMeasure', message: /7443 is taken/ });
  const unwilling = fakeFar({ ports: { '10.20.3.10:7443': { unwilling: 'not this port' } } });
  await t.rejects(ask(unwilling), { message: /not this port/ });
  await t.rejects(ask(undefined), { message: /there is none/ });
});
