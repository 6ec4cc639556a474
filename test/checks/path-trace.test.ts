import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import type { TraceRun } from '#core/trace.ts';
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
    ...{ isComplete: true, durationMs: 40 },
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
