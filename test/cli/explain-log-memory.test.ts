import { Readable } from 'node:stream';
import { test } from 'tap';
import { explain } from './explain.ts';

/** Yields a log of the size, of which nobody holds more than a chunk. */
async function* longLog(sizeBytes: number): AsyncGenerator<Buffer> {
  const noise =
    '{"level":"info","ts":1763633702.1,"msg":"SyncLoop","pod":"default/web-0"}\n'.repeat(500);
  for (let sent = 0, round = 0; sent < sizeBytes; round += 1) {
    // Each round brings subjects that nobody has seen, and a line without an end in sight.
    const chunk = Buffer.from(
      `${noise}dial tcp 10.20.${round % 256}.9:443: i/o timeout\n${'y'.repeat(100_000)}`,
    );
    sent += chunk.length;
    yield chunk;
    await new Promise((done) => setImmediate(done));
  }
}

test('memory does not grow with the log', async (t) => {
  const MIB = 2 ** 20;
  await explain([], Readable.from(longLog(4 * MIB)));
  const before = process.memoryUsage();
  let mostBytes = 0;
  const watch = setInterval(() => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    mostBytes = Math.max(mostBytes, heapUsed + arrayBuffers);
  }, 20);
  const { code, stdout } = await explain([], Readable.from(longLog(96 * MIB)));
  clearInterval(watch);
  t.equal(code, 0);
  t.match(stdout, 'connect-timeout');
  t.ok(mostBytes > 0);
  t.ok(mostBytes - before.heapUsed - before.arrayBuffers < 64 * MIB, `${mostBytes} bytes`);
});
