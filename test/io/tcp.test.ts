import { type Test, test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import { createSilentListener } from '../../src/demo/silent-listener.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createTcp } from '../../src/io/tcp.ts';
import { closedPort, serveTcp } from '../servers/dns.ts';

const LONG = { timeoutMs: 60_000 };
const forever = new AbortController().signal;

test('a port that somebody serves is connected, and the connection is closed at once', async (t) => {
  const closed = Promise.withResolvers<undefined>();
  const to = await serveTcp(t, (socket) => {
    socket.resume().once('close', () => {
      closed.resolve(undefined);
    });
  });
  const outcome = await createTcp(createDescriptors()).connect(to, LONG, forever);
  t.equal(outcome.kind, 'connected');
  t.ok(outcome.afterMs >= 0 && outcome.afterMs < LONG.timeoutMs);
  await closed.promise;
});

test('a port that nobody serves is refused', async (t) => {
  const outcome = await createTcp(createDescriptors()).connect(await closedPort(), LONG, forever);
  t.equal(outcome.kind, 'refused');
});

test('a port that answers no SYN is silent until the time is up', async (t) => {
  const to = await silentPort(t);
  const outcome = await createTcp(createDescriptors()).connect(to, { timeoutMs: 50 }, forever);
  t.equal(outcome.kind, 'timeout');
  t.ok(outcome.afterMs >= 49);
});

test('an abort ends an attempt with its reason', async (t) => {
  const to = await silentPort(t);
  const abort = new AbortController();
  const attempt = createTcp(createDescriptors()).connect(to, LONG, abort.signal);
  setImmediate(() => {
    abort.abort(new Error('stopped by hand'));
  });
  await t.rejects(attempt, { message: 'stopped by hand' });
});

test('an abort before the attempt opens nothing', async (t) => {
  const signal = AbortSignal.abort(new Error('stopped before'));
  let accepted = 0;
  const to = await serveTcp(t, () => (accepted += 1));
  await t.rejects(createTcp(createDescriptors()).connect(to, LONG, signal), {
    message: 'stopped before',
  });
  t.equal(accepted, 0);
});

test('an attempt that waits for a descriptor heeds an abort', async (t) => {
  const to = await silentPort(t);
  const tcp = createTcp(createDescriptors(1));
  const first = new AbortController();
  const second = new AbortController();
  const holding = tcp.connect(to, LONG, first.signal);
  const waiting = tcp.connect(to, LONG, second.signal);
  second.abort(new Error('tired of waiting'));
  await t.rejects(waiting, { message: 'tired of waiting' });
  first.abort(new Error('done'));
  await t.rejects(holding, { message: 'done' });
});

test('a name is refused: looking it up would hide which address was tried', async (t) => {
  const attempt = createTcp(createDescriptors()).connect(
    { address: 'localhost', port: 1 },
    LONG,
    forever,
  );
  await t.rejects(attempt, { name: 'TypeError', message: 'localhost is no address' });
});

async function silentPort(t: Test): Promise<Endpoint> {
  const to = await closedPort();
  const listener = await createSilentListener(to);
  t.teardown(() => listener.close());
  return to;
}
