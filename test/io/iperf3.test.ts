import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import type { Iperf3Plan } from '#core/iperf3.ts';
import { createIperf3 } from '../../src/io/iperf3/client.ts';
import { serveIperf3 } from '../../src/io/iperf3/server.ts';

const HERE = '127.0.0.1';
const { signal } = new AbortController();
const PLAN: Omit<Iperf3Plan, 'server'> = {
  ...{ protocol: 'tcp', direction: 'up', seconds: 1, omitSeconds: 0, streams: 2 },
  ...{ windowBytes: null, rateBps: 50e6, credentials: null },
};

test('a server that is lent measures, and is gone when it is given back', async (t) => {
  const serving = await serveIperf3({ address: HERE, from: 20_201, to: 20_260 }, signal);
  if (serving.kind !== 'serving') throw new Error(JSON.stringify(serving));
  t.ok(serving.port >= 20_201 && serving.port <= 20_260);
  const server = { address: HERE, port: serving.port };
  for (const direction of ['up', 'down'] as const) {
    const run = await createIperf3().run({ ...PLAN, server, direction }, () => undefined, signal);
    if (run.kind !== 'measured') throw new Error(JSON.stringify(run));
    const flow = run.flows[direction];
    t.ok(Math.abs((flow?.goodputBps ?? 0) / 50e6 - 1) < 0.1, `${direction} ${flow?.goodputBps}`);
  }
  await serving.release();
  const refused = await createIperf3().run({ ...PLAN, server }, () => undefined, signal);
  t.match(refused, { kind: 'failed', reason: 'refused' });
});

test('an address that is not this host’s own, and ports that are taken, are refused', async (t) => {
  t.match(await serveIperf3({ address: '192.0.2.1', from: 5201, to: 5210 }, signal), {
    kind: 'unwilling',
  });
  const first = await serveIperf3({ address: HERE, from: 20_261, to: 20_261 }, signal);
  if (first.kind !== 'serving') throw new Error(JSON.stringify(first));
  t.teardown(first.release);
  t.match(await serveIperf3({ address: HERE, from: 20_261, to: 20_261 }, signal), {
    kind: 'unwilling',
    why: /in use/,
  });
});

test('a password that cannot be read ends the test, and is not told', async (t) => {
  const credentials = { user: 'it', publicKeyFile: '/nonexistent', password: 'env:NO_SUCH_NAME' };
  const plan = { ...PLAN, server: { address: HERE, port: 9 }, credentials };
  await t.rejects(
    createIperf3().run(plan, () => undefined, signal),
    {
      name: 'CannotMeasure',
      message: /NO_SUCH_NAME is not set/,
    },
  );
});

test('a server does not outlive a process that was killed', async (t) => {
  const script = new URL('./serve-iperf3.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const server = { address: HERE, port: Number(line.toString()) };
  const connects = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host: HERE, port: server.port });
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
  child.kill('SIGKILL');
  await once(child, 'exit');
  t.equal(await connects(), true, 'it is there for a moment yet');
  await sleep(3500);
  t.equal(await connects(), false);
});
