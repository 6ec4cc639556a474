import { test } from 'tap';
import type { Clock } from '#core/io.ts';
import { planCases } from '#core/plan.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import { latency } from '../../checks/latency/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { connectOnly } from '../fakes/tcp.ts';
import { LINK_CONFIG, verdictOn } from './link-world.ts';

const TARGET = {
  kind: 'handshakes',
  address: '10.20.1.10',
  port: 443,
  latencyMs: { pass: 5, fail: 10 },
  confidence: 0.95,
  most: 200,
} as const;

const hasty: Clock = { nowMs: () => 0, sleep: () => Promise.resolve() };

/** Connects again and again; each takes what `afterMs` says of its turn. */
async function measure(outcome: (turn: number) => TcpOutcome) {
  let turns = 0;
  const tcp = connectOnly(() => Promise.resolve(outcome((turns += 1))));
  const io = fakeIo({ tcp, clock: hasty });
  const measurement = await latency.measure(TARGET, io, new AbortController().signal);
  return { turns, verdict: verdictOn(latency, TARGET, measurement) };
}

test('handshakes that the kernel timed are enough by themselves', async (t) => {
  const kernel = (rttMs: number | undefined) => ({
    ...connectOnly(() => Promise.resolve(connected(1))),
    kernelRttsMs: () =>
      Promise.resolve(rttMs === undefined ? undefined : Array<number>(12).fill(rttMs)),
  });
  for (const [rttMs, timedBy, verdict] of [
    [1, 'kernel', 'pass'],
    [20, 'kernel', 'fail tooHigh'],
    [undefined, 'process', 'pass'],
  ] as const) {
    const io = fakeIo({ tcp: kernel(rttMs), clock: hasty });
    const measured = await latency.measure(TARGET, io, new AbortController().signal);
    t.match(measured, { timedBy });
    t.equal(verdictOn(latency, TARGET, measured), verdict);
  }
});

const connected = (afterMs: number): TcpOutcome => ({ kind: 'connected', afterMs });

const rows = [
  { what: '1 ms', outcome: () => connected(1), expected: 'pass', most: 7 },
  { what: '20 ms', outcome: () => connected(20), expected: 'fail tooHigh', most: 7 },
  { what: '7 ms', outcome: () => connected(7), expected: 'warn elevated', most: 10 },
  {
    what: 'a lost SYN among many',
    outcome: (turn: number) => connected(turn === 3 ? 1001 : 1),
    expected: 'pass',
    most: 12,
  },
  {
    what: 'three of four slow',
    outcome: (turn: number) => connected(turn % 4 === 0 ? 1 : 7),
    expected: 'warn elevated',
    most: 60,
  },
  {
    what: 'nobody there',
    outcome: (): TcpOutcome => ({ kind: 'timeout', afterMs: 3000 }),
    expected: 'inconclusive noHandshakes',
    most: 200,
  },
] as const;

for (const { what, outcome, expected, most } of rows) {
  test(`handshakes: ${what}`, async (t) => {
    const { turns, verdict } = await measure(outcome);
    t.equal(verdict, expected);
    t.ok(turns <= most, `${turns} handshakes`);
  });
}

test('each API interface that is named by its address has a case, after its port', (t) => {
  const site = siteWith({
    targets: {
      ...siteWith().targets,
      kubernetesApi: [{ host: '10.20.1.10' }, { host: 'api.example.com' }],
    },
    options: { latency: LINK_CONFIG },
  });
  t.match(
    planCases([latency], site).map(({ id, case: { subject } }) => [id, subject]),
    [
      ['latency:round-trip@peer', undefined],
      ['latency:tcp/443@10.20.1.10', 'tcp/443 10.20.1.10'],
    ],
  );
  t.end();
});
