import { connect, type Socket } from 'node:net';
import { type Test, test } from 'tap';
import type { HttpsExchange } from '#core/https.ts';
import { createDescriptors } from '../../../src/io/descriptors.ts';
import { createHttps } from '../../../src/io/https/https.ts';
import { authority, http, NAME, plainServer, tlsServer } from '../../servers/https.ts';

const SECRET = 'hunter2';
const { signal } = new AbortController();
const trust = { kind: 'given', authority: authority.cert } as const;

function through(
  environment: Readonly<Record<string, string>>,
  port = 443,
): Promise<HttpsExchange> {
  const io = createHttps(createDescriptors(100), environment);
  const request = { to: { kind: 'proxy' }, name: NAME, port, path: '/', trust, idleMs: 0 } as const;
  return io.exchange(request, { timeoutMs: 400 }, signal);
}

/** A proxy that answers CONNECT so; where the answer is 200, it leads to `to`. */
async function proxy(t: Test, answer: string, to?: number) {
  const heard: string[] = [];
  const port = await plainServer(t, (socket) => {
    socket.once('data', (bytes) => {
      heard.push(bytes.toString());
      socket.write(answer);
      if (to !== undefined) join(socket, connect(to, '127.0.0.1'));
    });
  });
  return { port, heard, url: `http://user:${SECRET}@127.0.0.1:${port}` };
}

function join(a: Socket, b: Socket): void {
  b.on('error', () => undefined);
  a.pipe(b).pipe(a);
}

test('a proxy is told the name, and what comes through it is the server’s', async (t) => {
  const server = await tlsServer(t, http(401, '{}'));
  const { url, heard } = await proxy(t, 'HTTP/1.1 200 OK\r\nvia: 1.1 squid\r\n\r\n', server);
  const got = await through({ HTTPS_PROXY: url }, server);
  t.match(got, {
    end: { kind: 'answered' },
    proxy: { status: 200, headers: { via: '1.1 squid' } },
    tls: { isAuthorised: true, coversName: true },
    http: { status: 401 },
  });
  t.ok(got.proxyMs !== null && got.tlsMs !== null);
  t.match(heard[0], new RegExp(`^CONNECT ${NAME}:${server} HTTP/1\\.1\r\n`));
  const login = Buffer.from(`user:${SECRET}`).toString('base64');
  t.match(heard[0], new RegExp(`proxy-authorization: Basic ${login}\r`, 'i'));
  t.notMatch(JSON.stringify(got), SECRET);
});

const refusals = [
  ['407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="corp"', 407],
  ['403 Forbidden\r\nx-squid-error: ERR_ACCESS_DENIED 0', 403],
  ['502 Bad Gateway', 502],
  ['301 Moved\r\nlocation: http://portal.example', 301],
] as const;

for (const [line, status] of refusals) {
  test(`a proxy that answers ${status} is told from the server`, async (t) => {
    const { url } = await proxy(t, `HTTP/1.1 ${line}\r\ncontent-length: 0\r\n\r\n`);
    const got = await through({ https_proxy: url });
    t.match(got, { end: { kind: 'proxy-refused' }, proxy: { status }, tls: null, http: null });
    t.notMatch(JSON.stringify(got), SECRET);
  });
}

test('a proxy that is silent, closed, no proxy, or has no address', async (t) => {
  const silent = await plainServer(t, (socket) => socket.resume());
  const closing = await plainServer(t, (socket) => socket.once('data', () => socket.end()));
  const strange = await plainServer(t, (socket) => socket.write('SSH-2.0-x\r\n'));
  const ends = {
    [`127.0.0.1:${silent}`]: { kind: 'silent', phase: 'proxy' },
    [`127.0.0.1:${closing}`]: { kind: 'closed', phase: 'proxy' },
    [`127.0.0.1:${strange}`]: { kind: 'not-http' },
    '127.0.0.1:1': { kind: 'refused' },
    // RFC 6761 §6.4: nobody has it; an empty label is not even asked for.
    'a..invalid:80': { kind: 'proxy-unresolved' },
  };
  for (const [place, end] of Object.entries(ends)) {
    t.strictSame((await through({ HTTPS_PROXY: place })).end, end, place);
  }
});

test('the route names the proxy without its password', async (t) => {
  const environment = { HTTPS_PROXY: `http://u:${SECRET}@proxy.example:3128` };
  const io = createHttps(createDescriptors(10), environment);
  t.strictSame(await io.route(NAME, 443), {
    kind: 'proxy',
    proxy: { host: 'proxy.example', port: 3128, variable: 'HTTPS_PROXY', hasCredentials: true },
  });
  t.strictSame(await createHttps(createDescriptors(10), {}).route(NAME, 443), { kind: 'direct' });
  const bad = createHttps(createDescriptors(10), { HTTPS_PROXY: `ht tp://${SECRET}` });
  const route = await bad.route(NAME, 443);
  t.equal(route.kind, 'unusable');
  t.notMatch(JSON.stringify(route), SECRET);
  await t.rejects(through({}), { name: 'CannotMeasure', message: /names no proxy/ });
});
