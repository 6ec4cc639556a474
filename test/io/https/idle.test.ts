import { test } from 'tap';
import type { HttpsEnd } from '#core/https.ts';
import { http, tlsServer } from '../../servers/https.ts';
import { ask } from './ask.ts';

test('a connection that was left alone answers again', async (t) => {
  const connections = new Set<unknown>();
  let asked = 0;
  const port = await tlsServer(t, (_request, socket, raw) => {
    connections.add(raw);
    asked += 1;
    socket.write(http(200, 'ok'));
  });
  const { idle } = await ask(port, { idleMs: 60 });
  t.strictSame(idle?.end, { kind: 'answered' });
  t.ok((idle?.lastedMs ?? 0) >= 59);
  t.equal(connections.size, 1, 'the same connection');
  t.equal(asked, 2);
});

const forgetful: readonly (readonly [string, Parameters<typeof tlsServer>[1], HttpsEnd])[] = [
  [
    'is silent then',
    (_request, socket, raw) => {
      if (raw.timeout === undefined) socket.write(http(200, 'ok'));
      raw.setTimeout(60_000);
    },
    { kind: 'silent', phase: 'request' },
  ],
  [
    'was closed meanwhile',
    (_request, socket) => {
      socket.write(http(200, 'ok'));
      setTimeout(() => socket.end(), 20);
    },
    { kind: 'closed', phase: 'request' },
  ],
  [
    'was reset meanwhile',
    (_request, socket, raw) => {
      socket.write(http(200, 'ok'));
      setTimeout(() => raw.resetAndDestroy(), 20);
    },
    { kind: 'reset', phase: 'request' },
  ],
];

for (const [title, say, end] of forgetful) {
  test(`a connection that was left alone ${title}`, async (t) => {
    const { idle, http: first } = await ask(await tlsServer(t, say), { idleMs: 80 }, 300);
    t.equal(first?.status, 200);
    t.strictSame(idle?.end, end);
  });
}
