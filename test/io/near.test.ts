import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { type Test, test } from 'tap';
import type { ListenAt, Listening } from '#core/far.ts';
import { ECHO_BYTES, readEcho } from '#lib/echo.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createNear } from '../../src/io/near/near.ts';
import { sourceTowards } from '../../src/io/source-address.ts';
import { createTcp } from '../../src/io/tcp.ts';
import { createUdp } from '../../src/io/udp.ts';

const near = createNear();
const tcp = createTcp(createDescriptors());
const udp = createUdp(createDescriptors());
const never = new AbortController().signal;
const LOOPBACK = '127.0.0.9';

type Leased = Extract<Listening, { kind: 'listening' }>;

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function lease(t: Test, protocol: 'tcp' | 'udp'): Promise<{ at: ListenAt; leased: Leased }> {
  const at = { protocol, address: LOOPBACK, port: await freePort() };
  const leased = await near.listen(at, never);
  if (leased.kind !== 'listening') throw new Error(leased.kind);
  t.teardown(() => leased.release());
  return { at, leased };
}

const question = ({ ask }: Leased) => ({ bytes: ask, answerBytes: ECHO_BYTES });
const limits = { timeoutMs: 500 };

test('whoever knows the question is answered over TCP, with the address it came from', async (t) => {
  const { at, leased } = await lease(t, 'tcp');
  const { outcome, bytes } = await tcp.exchange(at, question(leased), limits, never);
  t.equal(outcome.kind, 'connected');
  t.strictSame(readEcho(bytes, leased.answer), { kind: 'ours', source: '127.0.0.1' });
  t.strictSame(await leased.arrivals(never), { from: ['127.0.0.1'], halfOpen: [] });
  await leased.release();
  t.equal((await tcp.connect(at, limits, never)).kind, 'refused', 'and nobody listens any more');
});

test('nobody else is told anything over TCP', async (t) => {
  const { at, leased } = await lease(t, 'tcp');
  const others = [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    Buffer.alloc(ECHO_BYTES),
    leased.ask.subarray(0, 20),
    Buffer.alloc(100_000, 7),
  ];
  for (const bytes of others) {
    const answer = await tcp.exchange(at, { bytes, answerBytes: 1 }, limits, never);
    t.equal(answer.bytes.length, 0, `${bytes.length} bytes`);
  }
});

test('UDP answers are as long as the question, and only for who knows it', async (t) => {
  const { at, leased } = await lease(t, 'udp');
  const outcome = await udp.exchange(at, leased.ask, limits, never);
  const bytes = outcome.kind === 'answer' ? outcome.bytes : new Uint8Array();
  t.equal(bytes.length, leased.ask.length);
  t.strictSame(readEcho(bytes, leased.answer), { kind: 'ours', source: '127.0.0.1' });
  for (const other of [Buffer.alloc(0), Buffer.alloc(ECHO_BYTES), leased.ask.subarray(1)]) {
    t.equal((await udp.exchange(at, other, { timeoutMs: 100 }, never)).kind, 'silence');
  }
  t.strictSame(await leased.arrivals(never), { from: ['127.0.0.1'], halfOpen: [] });
});

test('a process that listens already is named', async (t) => {
  const { at } = await lease(t, 'tcp');
  t.match(await near.listen(at, never), { kind: 'in-use', by: new RegExp(`pid ${process.pid}`) });
  const socket = createSocket('udp4');
  const port = await freePort();
  await new Promise<void>((resolve) => socket.bind(port, '0.0.0.0', resolve));
  t.teardown(() => socket.close());
  const udpAt = { protocol: 'udp', address: LOOPBACK, port } as const;
  t.match(await near.listen(udpAt, never), {
    kind: 'in-use',
    by: new RegExp(`pid ${process.pid}`),
  });
});

test('an address of somebody else is not here, though one could bind to it', async (t) => {
  const at = { protocol: 'tcp', address: '192.0.2.1', port: 9 } as const;
  t.strictSame(await near.listen(at, never), { kind: 'not-here' });
});

test('how this side fares with a place is said, and a socket that fails is no answer', async (t) => {
  const { at } = await lease(t, 'tcp');
  t.match(await near.connect(at, limits, never), { kind: 'connected' });
  t.equal(await near.connect({ address: 'no-address', port: 1 }, limits, never), undefined);
  await t.rejects(near.connect(at, limits, AbortSignal.abort(new Error('enough'))), /enough/);
});

test('what is no IPv4 network lends no address', async (t) => {
  t.match(await near.borrowAddress('2001:db8::/64', never), { kind: 'unwilling', why: /IPv4/ });
  t.match(await near.borrowAddress('rubbish', never), { kind: 'unwilling' });
});

test('an address that is this machine’s anyway is lent without a change', async (t) => {
  const lent = await near.borrowAddress('127.0.0.0/24', never);
  t.match(lent, { kind: 'borrowed', address: '127.0.0.254' });
});

test('the address that packets leave with is known without sending any', async (t) => {
  t.equal(await sourceTowards('127.0.0.1'), '127.0.0.1');
  t.equal(await sourceTowards('255.255.255.255'), undefined);
});
