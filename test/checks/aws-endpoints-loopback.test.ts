import { connect, type Socket } from 'node:net';
import { type Test, test } from 'tap';
import type { DnsAnswer, Io } from '#core/io.ts';
import { awsEndpoints } from '../../checks/aws-endpoints/check.ts';
import { issue } from '../../src/demo/certificate.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createHttps } from '../../src/io/https/https.ts';
import { fakeIo } from '../fakes/io.ts';
import { authority, http, otherAuthority, plainServer, tlsServer } from '../servers/https.ts';
import { verdictOn } from './link-world.ts';

const NAME = 'api.ecr.eu-west-1.amazonaws.com';
const { signal } = new AbortController();
const amazon = issue(authority, { name: 'aws', names: [NAME] });
const SERVICE = http(404, '<UnknownOperationException/>', 'application/xml');

/** A world where the name leads to loopback, and servers there are real. */
function worldWith(
  environment: Readonly<Record<string, string>> = {},
  addresses = ['127.0.0.1'],
): Io {
  const answer = { rcode: 'NOERROR', truncated: false, addresses } as unknown as DnsAnswer;
  return fakeIo({
    https: createHttps(createDescriptors(100), environment),
    dns: { ask: () => Promise.resolve({ kind: 'answer', afterMs: 1, answer }) },
    host: {
      nameServers: () => Promise.resolve([{ address: '127.0.0.1', port: 53 }]),
    } as unknown as Io['host'],
  });
}

async function verdict(port: number, io: Io): Promise<string> {
  const target = {
    ...{ id: 'ecr-api', host: NAME, port, path: '/', purpose: 'tokens', signature: 'service' },
    ...{ within: [], authority: authority.cert, timeoutMs: 400 },
  };
  return verdictOn(awsEndpoints, target, await awsEndpoints.measure(target, io, signal));
}

test('a service that answers as AWS does passes', async (t) => {
  t.equal(await verdict(await tlsServer(t, SERVICE, { identity: amazon }), worldWith()), 'pass');
});

test('an interceptor, a block page and a filter of names are told apart', async (t) => {
  const forged = issue(otherAuthority, { name: 'x', names: [NAME] });
  const page = http(200, '<html><title>Blocked</title>', 'text/html');
  const intercepting = await tlsServer(t, SERVICE, { identity: forged });
  t.equal(await verdict(intercepting, worldWith()), 'fail intercepted');
  const blocking = await tlsServer(t, page, { identity: amazon });
  t.equal(await verdict(blocking, worldWith()), 'fail blockPage');
  const filter = await plainServer(t, (socket) =>
    socket.once('data', () => socket.resetAndDestroy()),
  );
  t.equal(await verdict(filter, worldWith()), 'fail reset');
});

test('one address of two that nobody serves shows', async (t) => {
  const port = await tlsServer(t, SERVICE, { identity: amazon });
  t.equal(await verdict(port, worldWith({}, ['127.0.0.1', '127.0.0.2'])), 'fail unreachable');
});

/** A proxy that lets everybody through to one port of loopback. */
async function proxy(t: Test, to: number): Promise<string> {
  const port = await plainServer(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      join(socket, connect(to, '127.0.0.1'));
    });
  });
  return `http://user:hunter2@127.0.0.1:${port}`;
}

function join(a: Socket, b: Socket): void {
  b.on('error', () => undefined);
  a.pipe(b).pipe(a);
}

test('where only the proxy gets out, the endpoint is there, and NO_PROXY is heeded', async (t) => {
  const server = await tlsServer(t, SERVICE, { identity: amazon });
  const HTTPS_PROXY = await proxy(t, server);
  t.equal(await verdict(1, worldWith({ HTTPS_PROXY })), 'pass directClosed');
  t.equal(
    await verdict(1, worldWith({ HTTPS_PROXY, NO_PROXY: '.amazonaws.com' })),
    'fail unreachable',
  );
});

test('a proxy that wants credentials, and one that is not there', async (t) => {
  const server = await tlsServer(t, SERVICE, { identity: amazon });
  const asking = await plainServer(t, (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 407 X\r\ncontent-length: 0\r\n\r\n')),
  );
  const at = (port: number) => worldWith({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
  t.equal(await verdict(server, at(asking)), 'fail proxyAuthentication');
  t.equal(await verdict(server, at(1)), 'fail proxyUnreachable');
});
