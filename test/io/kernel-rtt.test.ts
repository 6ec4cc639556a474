import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'tap';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createTcp } from '../../src/io/tcp.ts';

const tcp = createTcp(createDescriptors());
const { signal } = new AbortController();

test('the kernel’s own times of handshakes, one for each connection', async (t) => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const to = { address: '127.0.0.1', port };
  const rttsMs = await tcp.kernelRttsMs(to, { count: 8, timeoutMs: 1000 }, signal);
  t.equal(rttsMs?.length, 8);
  t.ok(
    rttsMs?.every((rttMs) => rttMs > 0 && rttMs < 50),
    JSON.stringify(rttsMs),
  );
  server.close();
});

test('where nobody listens there is none', async (t) => {
  const to = { address: '127.0.0.1', port: 9 };
  t.strictSame(await tcp.kernelRttsMs(to, { count: 4, timeoutMs: 500 }, signal), []);
});
