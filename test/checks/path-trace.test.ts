import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import type { TraceRun } from '#core/trace.ts';
import type { Flow } from '#lib/trace/flow.ts';
import { mergeTraces } from '#lib/trace/merge.ts';
import { parseTrace } from '#lib/trace/parse.ts';
import { pathTrace } from '../../checks/path-trace/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { verdictOn } from './link-world.ts';

const PROGRAM = 'Modern traceroute for Linux, version 2.1.2\n';
const TARGET = { address: '10.3.3.2', port: 443 };
const { signal } = new AbortController();

const HEAD = 'traceroute to 10.3.3.2 (10.3.3.2), 30 hops max, 60 byte packets\n';

async function verdict(stdout: string): Promise<string> {
  const run: TraceRun = {
    ...{ program: PROGRAM, method: 'tcp', stdout: HEAD + stdout, stderr: '' },
    ...{ isComplete: true, durationMs: 40, canKeepFlow: false },
  };
  const io = fakeIo({ trace: { run: () => Promise.resolve(run) } });
  return verdictOn(pathTrace, TARGET, await pathTrace.measure(TARGET, io, signal));
}

const silence = (from: number) =>
  Array.from({ length: 31 - from }, (_, index) => `${from + index}  * *`).join('\n');

test('a way that is known to its end passes', async (t) => {
  t.equal(
    await verdict(' 1  10.1.1.1  0.1 ms  0.2 ms\n 2  10.3.3.2 <syn,ack>  0.3 ms  0.4 ms\n'),
    'pass',
  );
});

test('where answers end is told, and proves nothing by itself', async (t) => {
  t.equal(await verdict(` 1  10.1.1.1  0.1 ms  0.2 ms\n${silence(2)}\n`), 'pass silent');
  t.equal(await verdict(`${silence(1)}\n`), 'pass silent');
  t.equal(await verdict(' 1  10.1.1.1  0.1 ms !X  0.2 ms !X\n'), 'pass refused');
});

test('a loop warns', async (t) => {
  const lines = Array.from(
    { length: 30 },
    (_, index) => `${index + 1}  10.1.1.${index % 2}  0.1 ms  0.2 ms`,
  );
  t.equal(await verdict(`${lines.join('\n')}\n`), 'warn loop');
});

test('several routers at one distance are several ways', async (t) => {
  t.equal(
    await verdict(
      ' 1  10.1.1.1  0.1 ms 10.1.2.1  0.2 ms\n 2  10.3.3.2 <syn,ack>  0.3 ms  0.4 ms\n',
    ),
    'pass several',
  );
});

const HOPS = [
  { ttl: 1, address: '10.1.1.1' },
  { ttl: 2, address: '10.1.2.1' },
  { ttl: 3, address: TARGET.address },
];

function judged(hops: string, flows: readonly Flow[] | null) {
  const parsed = parseTrace({ tool: 'traceroute', target: TARGET.address }, HEAD + hops);
  const about = { tool: 'traceroute', method: 'tcp', durationMs: 900, flows } as const;
  return pathTrace.judge(TARGET, { kind: 'traced', trace: mergeTraces([parsed]), ...about });
}

const ARRIVES = ' 1  10.1.1.1  0.1 ms\n 2  10.1.2.1  0.2 ms\n 3  10.3.3.2 <syn,ack>  0.3 ms\n';

function flow(sourcePort: number, sent: number, answered: number, hops: Flow['hops'] = null): Flow {
  return { sourcePort, sent, answered, reached: answered > 0, hops };
}

test('flows that never arrive, where others do, end somewhere', async (t) => {
  const alive = [flow(40_001, 5, 5, HOPS), ...[3, 4, 5, 6].map((n) => flow(40_000 + n, 1, 1))];
  const dead = [flow(40_000, 5, 0, HOPS.slice(0, 1)), flow(40_002, 5, 0)];
  const { findings } = judged(ARRIVES, [...dead, ...alive]);
  t.strictSame(
    findings.map(({ code, severity }) => `${severity} ${code}`),
    ['warn path-trace/branchDead'],
  );
  const [finding] = findings;
  t.match(finding?.detail, '2 of 7 flows to port 443 of 10.3.3.2 (from source ports 40000, 40002)');
  t.match(finding?.detail, 'each in 5 tries or more; the 5 others got 9 to 9.');
  t.match(finding?.detail, '10.1.1.1 (hop 1) is the last that answers them');
  t.match(finding?.detail, 'where 10.1.2.1 (hop 2) answers the others next');
  t.match(finding?.fix, 'traceroute -n -T -p 443 --sport=40000 10.3.3.2, and with --sport=40001');
  t.match(finding?.fix, 'behind 10.1.1.1 (hop 1)');
});

test('a dead flow that was not followed ends nowhere in particular', async (t) => {
  const alive = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => flow(40_000 + n, 1, 1));
  const [finding] = judged(ARRIVES, [flow(40_000, 5, 0, []), ...alive]).findings;
  t.equal(finding?.code, 'path-trace/branchDead');
  t.notMatch(`${finding?.detail ?? ''} ${finding?.fix ?? ''}`, /Hop by hop|behind/);
});

test('silence that may be chance is no dead branch', async (t) => {
  const lossy = [1, 2, 3].map((n) => flow(40_000 + n, 5, 3));
  t.match(judged(ARRIVES, [flow(40_000, 5, 0), ...lossy]).findings, [
    { code: 'path-trace/flowsSilent', severity: 'note' },
  ]);
  const [finding] = judged(ARRIVES, [flow(40_000, 5, 0)]).findings;
  t.match(finding?.detail, 'other ports arrived before');
});

test('ways of several lengths are several ways, and a target that is seen twice is none', async (t) => {
  const first = ' 1  10.1.1.1  0.1 ms  0.2 ms\n';
  const words = (hops: string) => judged(hops, []).findings.map(({ detail }) => detail);
  const uneven = `${first} 2  10.3.3.2 <syn,ack>  0.3 ms 10.1.2.1  0.2 ms\n`;
  t.match(words(uneven), [/at hop 2: 10\.3\.3\.2 or 10\.1\.2\.1\./]);
  t.strictSame(words(`${first} 2  10.3.3.2 <syn,ack>  0.3 ms *\n 3  10.3.3.2  0.3 ms\n`), []);
});

test('it is said whose probes those were', async (t) => {
  const split = ' 1  10.1.1.1  0.1 ms 10.1.1.2  0.2 ms\n 2  10.3.3.2 <syn,ack>  0.3 ms\n';
  const words = (flows: readonly Flow[] | null) => judged(split, flows).findings[0]?.detail;
  t.match(words(null), 'each probe a flow of its own');
  t.match(words([flow(40_001, 1, 1, HOPS), flow(40_002, 1, 1)]), ', with single flows followed: 1');
  t.notMatch(words([]), / flow/);
});

test('a host without a program for it says what to install', async (t) => {
  const io = fakeIo({ trace: { run: () => Promise.resolve(undefined) } });
  const measured = await pathTrace.measure(TARGET, io, signal);
  t.equal(verdictOn(pathTrace, TARGET, measured), 'pass noProgram');
});

test('nonsense is no crash', async (t) => {
  for (const text of ['', '\0\0', 'x'.repeat(10_000), '1 2 3 4 5\n'.repeat(1000)]) {
    t.match(await verdict(text), /^pass unclear|^pass silent/);
  }
});

test('each API interface and the peer is a case', (t) => {
  const peer = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };
  const kubernetesApi = [{ host: '10.20.1.10' }, { host: 'api.example.com' }];
  const targets = { ...siteWith().targets, kubernetesApi };
  const ids = (site: Parameters<typeof planCases>[1]) =>
    planCases([pathTrace], site).map(({ id }) => id);
  t.strictSame(ids(siteWith({ peer, targets })), [
    'path-trace:tcp/443@10.20.1.10',
    'path-trace:tcp/7443@10.20.3.10',
  ]);
  t.strictSame(ids(siteWith()), ['path-trace:tcp/443@api']);
  t.end();
});
