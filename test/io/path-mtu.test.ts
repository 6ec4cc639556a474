import { test } from 'tap';
import { listenHere } from '../../src/io/near/listen.ts';
import { createPathMtuProbes } from '../../src/io/path-mtu/probes.ts';

const HERE = '127.0.0.1';
const { signal } = new AbortController();
const SIZES = [1200, 9000, 1500, 20_000];
const ARRIVED = SIZES.map((sizeBytes) => ({ kind: 'arrived', sizeBytes }));

test('a port that is lent confirms probes of every size', async (t) => {
  const lease = await listenHere({ protocol: 'udp', address: HERE, port: 20_443 });
  if (lease.kind !== 'listening') throw new Error(lease.kind);
  t.teardown(lease.release);
  const flow = await createPathMtuProbes().udp({ address: HERE, port: 20_443 }, lease, signal);
  t.teardown(() => {
    flow.close();
  });
  t.ok(flow.interfaceMtuBytes >= 16_384, 'loopback takes large packets');
  const startedMs = performance.now();
  t.strictSame(await flow.round(SIZES, signal), ARRIVED);
  t.ok(performance.now() - startedMs < 900, 'it does not wait for what is known');
});

test('probes that nobody confirms are silent, and the round ends', async (t) => {
  const lease = await listenHere({ protocol: 'udp', address: HERE, port: 20_444 });
  if (lease.kind !== 'listening') throw new Error(lease.kind);
  t.teardown(lease.release);
  const stranger = { ...lease, ask: Buffer.from(lease.ask).fill(7, 16, 32) };
  const flow = await createPathMtuProbes().udp({ address: HERE, port: 20_444 }, stranger, signal);
  t.teardown(() => {
    flow.close();
  });
  t.match(await flow.round([1200], signal), [{ kind: 'silent', sizeBytes: 1200 }]);
  const over = new AbortController();
  setTimeout(() => {
    over.abort(new Error('enough'));
  }, 100);
  await t.rejects(flow.round([1200], over.signal), /enough/);
});

test('echo requests that may not be fragmented come back', async (t) => {
  const flow = await createPathMtuProbes().echo(HERE, signal);
  t.strictSame(await flow.round(SIZES, signal), ARRIVED);
  flow.close();
  await t.rejects(createPathMtuProbes().echo('-f', signal), /is no address/);
});
