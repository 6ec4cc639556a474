import { randomBytes, randomInt } from 'node:crypto';
import { test } from 'tap';
import { createDescriptors } from '../../../src/io/descriptors.ts';
import { createHttps } from '../../../src/io/https/https.ts';
import { authority, http, NAME, plainServer, tlsServer } from '../../servers/https.ts';

const io = createHttps(createDescriptors(100), {});
const { signal } = new AbortController();
const trust = { kind: 'given', authority: authority.cert } as const;

async function ends(port: number, count: number): Promise<readonly string[]> {
  const request = {
    to: { kind: 'address', address: '127.0.0.1' },
    ...{ name: NAME, port, path: '/', trust, idleMs: 0 },
  } as const;
  const got = await Promise.all(
    Array.from({ length: count }, () => io.exchange(request, { timeoutMs: 300 }, signal)),
  );
  return got.map(({ end }) => end.kind);
}

test('a thousand servers that answer the ClientHello with anything are no crash', async (t) => {
  const port = await plainServer(t, (socket) => {
    socket.once('data', () => {
      const bytes = randomBytes(randomInt(1, 200));
      // Half of them look like TLS at first.
      if (randomInt(2) === 0)
        bytes.set([20 + randomInt(4), 3, 3, 0, randomInt(120)].slice(0, bytes.length));
      socket.end(bytes);
    });
  });
  for (let round = 0; round < 20; round += 1) {
    for (const kind of await ends(port, 50)) t.not(kind, 'answered');
  }
});

test('servers that spoil an answer anywhere are no crash', async (t) => {
  const sound = Buffer.from(http(200, 'x'.repeat(200)));
  const port = await tlsServer(t, (_request, socket) => {
    const bytes = Buffer.from(sound);
    for (let count = randomInt(1, 5); count > 0; count -= 1)
      bytes[randomInt(bytes.length)] = randomInt(256);
    socket.end(bytes.subarray(0, randomInt(1, bytes.length)));
  });
  const kinds = new Set<string>();
  for (let round = 0; round < 10; round += 1) {
    for (const kind of await ends(port, 50)) kinds.add(kind);
  }
  t.ok(kinds.has('not-http') && kinds.has('closed'), [...kinds].join());
});
