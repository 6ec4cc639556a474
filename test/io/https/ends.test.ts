import { type Test, test } from 'tap';
import type { HttpsEnd } from '#core/https.ts';
import { plainServer, tlsServer } from '../../servers/https.ts';
import { ask } from './ask.ts';

/** A server that takes the ClientHello and does this. */
const ways: readonly (readonly [string, (t: Test) => Promise<number>, HttpsEnd])[] = [
  [
    'resets after the ClientHello, as filters of names do',
    (t) => plainServer(t, (socket) => socket.once('data', () => socket.resetAndDestroy())),
    { kind: 'reset', phase: 'tls' },
  ],
  [
    'hangs up after the ClientHello',
    (t) => plainServer(t, (socket) => socket.once('data', () => socket.end())),
    { kind: 'closed', phase: 'tls' },
  ],
  [
    'says nothing to the ClientHello',
    (t) => plainServer(t, (socket) => socket.resume()),
    { kind: 'silent', phase: 'tls' },
  ],
  [
    'sends an alert',
    (t) =>
      plainServer(t, (socket) =>
        socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 112]))),
      ),
    { kind: 'alert', phase: 'tls', alert: 'unrecognized_name' },
  ],
  [
    'speaks HTTP',
    (t) =>
      plainServer(t, (socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      ),
    { kind: 'not-tls' },
  ],
  [
    'speaks SSH',
    (t) => plainServer(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n')),
    { kind: 'not-tls' },
  ],
  [
    'breaks the handshake',
    (t) =>
      plainServer(t, (socket) =>
        socket.once('data', () => socket.write(Buffer.from([22, 3, 3, 0, 5, 1, 2, 3, 4, 5]))),
      ),
    { kind: 'tls-failed', why: 'ERR_SSL_UNEXPECTED_MESSAGE' },
  ],
  [
    'resets after the request',
    (t) => tlsServer(t, (_request, _socket, raw) => raw.resetAndDestroy()),
    { kind: 'reset', phase: 'request' },
  ],
  [
    'hangs up after the request',
    (t) => tlsServer(t, (_request, socket) => socket.end()),
    { kind: 'closed', phase: 'request' },
  ],
  [
    'says nothing to the request',
    (t) => tlsServer(t, () => undefined),
    { kind: 'silent', phase: 'request' },
  ],
  [
    'answers in another language',
    (t) => tlsServer(t, 'hello there, stranger\r\n\r\n'),
    { kind: 'not-http' },
  ],
  [
    'has endless headers',
    (t) =>
      tlsServer(t, (_request, socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        for (let index = 0; index < 200; index += 1)
          socket.write(`x-${index}: ${'a'.repeat(500)}\r\n`);
      }),
    { kind: 'not-http' },
  ],
  [
    'stalls in the body',
    (t) => tlsServer(t, 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this'),
    { kind: 'silent', phase: 'body' },
  ],
  [
    'breaks off in the body',
    (t) =>
      tlsServer(t, (_request, socket) => {
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this');
      }),
    { kind: 'closed', phase: 'body' },
  ],
];

for (const [title, server, end] of ways) {
  test(`a server that ${title}`, async (t) => {
    const got = await ask(await server(t), {}, 400);
    t.strictSame(got.end, end);
    if ('phase' in end && end.phase === 'body')
      t.match(got.http, { status: 200, body: 'only this' });
    if (end.kind === 'not-tls') t.equal(got.tls, null);
  });
}
