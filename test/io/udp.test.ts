import { createSocket } from 'node:dgram';
import { test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createUdp } from '../../src/io/udp.ts';
import { serveUdp } from '../servers/dns.ts';

const LONG = { timeoutMs: 60_000 };
const QUESTION = Buffer.from('ping');
const forever = new AbortController().signal;

test('what comes back is an answer, byte for byte', async (t) => {
  const to = await serveUdp(t, ({ bytes, send }) => {
    send(Buffer.concat([bytes, Buffer.from(' pong')]));
  });
  const outcome = await createUdp(createDescriptors()).exchange(to, QUESTION, LONG, forever);
  t.match(outcome, { kind: 'answer', bytes: Buffer.from('ping pong') });
  t.ok(outcome.afterMs >= 0);
});

test('a port that nobody serves is named by ICMP', async (t) => {
  const to = await closedUdpPort();
  const outcome = await createUdp(createDescriptors()).exchange(to, QUESTION, LONG, forever);
  t.equal(outcome.kind, 'port-unreachable');
});

test('an empty datagram is sent too', async (t) => {
  const to = await closedUdpPort();
  const empty = new Uint8Array();
  const outcome = await createUdp(createDescriptors()).exchange(to, empty, LONG, forever);
  t.equal(outcome.kind, 'port-unreachable');
});

test('a server that says nothing is silent until the time is up', async (t) => {
  const to = await serveUdp(t, () => undefined);
  const outcome = await createUdp(createDescriptors()).exchange(
    to,
    QUESTION,
    { timeoutMs: 50 },
    forever,
  );
  t.equal(outcome.kind, 'silence');
  t.ok(outcome.afterMs >= 49);
});

test('a stranger’s datagram is no answer', async (t) => {
  const to = await serveUdp(t, ({ send }) => {
    const stranger = createSocket('udp4');
    stranger.send('not me', to.ports[0] ?? 0, '127.0.0.1', () => {
      stranger.close();
      send(Buffer.from('me'));
    });
  });
  const outcome = await createUdp(createDescriptors()).exchange(to, QUESTION, LONG, forever);
  t.match(outcome, { kind: 'answer', bytes: Buffer.from('me') });
});

test('an abort ends an exchange with its reason', async (t) => {
  const abort = new AbortController();
  const to = await serveUdp(t, () => {
    abort.abort(new Error('stopped by hand'));
  });
  const exchange = createUdp(createDescriptors()).exchange(to, QUESTION, LONG, abort.signal);
  await t.rejects(exchange, { message: 'stopped by hand' });
});

test('an abort before the socket is connected sends nothing', async (t) => {
  const to = await serveUdp(t, () => undefined);
  const abort = new AbortController();
  const exchange = createUdp(createDescriptors()).exchange(to, QUESTION, LONG, abort.signal);
  await Promise.resolve();
  abort.abort(new Error('stopped early'));
  await t.rejects(exchange, { message: 'stopped early' });
  const later = await createUdp(createDescriptors()).exchange(
    to,
    QUESTION,
    { timeoutMs: 50 },
    forever,
  );
  t.equal(later.kind, 'silence');
  t.equal(to.ports.length, 1);
});

test('a name is refused: looking it up would hide which address was asked', async (t) => {
  const to = { address: 'localhost', port: 1 };
  const exchange = createUdp(createDescriptors()).exchange(to, QUESTION, LONG, forever);
  await t.rejects(exchange, { name: 'TypeError', message: 'localhost is no address' });
});

async function closedUdpPort(): Promise<Endpoint> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  const { address, port } = socket.address();
  await new Promise<void>((resolve) => {
    socket.close(resolve);
  });
  return { address, port };
}
