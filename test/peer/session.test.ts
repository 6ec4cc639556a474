import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { greetPeer } from '../../src/peer/client.ts';
import { encodeFrame } from '../../src/peer/frame.ts';
import { channelPair } from './pair.ts';
import { clock, HOST, never, REQUEST, startPeer, TARGET } from './peer-world.ts';

test('the same measure runs at the far side, and the caller is whom it calls', async (t) => {
  const { near, world } = startPeer(t);
  const peer = await greetPeer(near, HOST);
  t.match(peer.hello, { tool: 'peer 1', role: 'peer', observedAddress: '192.0.2.1' });
  const measurement = await peer.measure(REQUEST, never);
  t.match(measurement, { kind: 'probed', probes: [{ attempts: [{ kind: 'connected' }] }] });
  t.strictSame(world.asked, ['192.0.2.1:10250']);
  t.match(world.events, [
    { event: 'hello', tool: 'host 1' },
    { event: 'measure', check: 'firewall-ports' },
    { event: 'act', act: 'tcp.connect', to: '192.0.2.1:10250', allowed: true },
  ]);
  t.equal(peer.objection('firewall-ports'), undefined);
  t.match(peer.objection('path-mtu'), /has no check path-mtu/);
  await peer.close();
});

test('nothing goes to third parties; what the peer allows may be reached', async (t) => {
  const { near, world } = startPeer(t);
  const peer = await greetPeer(near, HOST);
  for (const host of ['198.51.100.7', '10.81.0.1', '127.0.0.1', '169.254.169.254', '192.0.2.53']) {
    const request = { ...REQUEST, target: { ...TARGET, host } };
    await t.rejects(peer.measure(request, never), /may not send to/, host);
  }
  t.strictSame(world.asked, []);
  await peer.measure({ ...REQUEST, target: { ...TARGET, host: '10.80.4.4' } }, never);
  t.strictSame(world.asked, ['10.80.4.4:10250']);
  t.equal(world.events.filter((event) => event.event === 'act' && !event.allowed).length, 5);
  await peer.close();
});

test('a target that no check would plan is a fault of that one case', async (t) => {
  const { near } = startPeer(t);
  const peer = await greetPeer(near, HOST);
  for (const target of [null, 7, {}, { host: { toString: 1 } }, { ...TARGET, host: null }]) {
    await t.rejects(peer.measure({ ...REQUEST, target }, never));
  }
  await t.rejects(peer.measure({ ...REQUEST, check: 'no-such-check' }, never), /has no check/);
  t.match(await peer.measure(REQUEST, never), { kind: 'probed' }, 'and the session goes on');
  await peer.close();
});

test('a session that asks for too much is told so', async (t) => {
  // Time stands still for the peer, so that its allowance does not grow while a busy machine counts.
  const still = { ...clock, nowMs: () => 0 };
  const { near, world } = startPeer(t, undefined, undefined, still);
  const peer = await greetPeer(near, HOST);
  const refused: unknown[] = [];
  for (let round = 0; round < 50; round += 1) {
    const many = Array.from({ length: 200 }, () => peer.measure(REQUEST, never));
    for (const one of await Promise.allSettled(many)) {
      if (one.status === 'rejected') refused.push(one.reason);
    }
  }
  t.equal(refused.length, 6000, 'all but four thousand at once');
  t.match(refused[0], /asked for more/);
  t.equal(world.asked.length, 10_000 - refused.length);
  await peer.close();
});

test('a cancelled measurement is cancelled at the far side too', async (t) => {
  let isAborted = false;
  const { near } = startPeer(t, (_to, _options, signal) => {
    signal.addEventListener('abort', () => (isAborted = true));
    return new Promise(() => undefined);
  });
  const peer = await greetPeer(near, HOST);
  const abort = new AbortController();
  setTimeout(() => {
    abort.abort(new Error('enough'));
  }, 50);
  await t.rejects(peer.measure(REQUEST, abort.signal), /enough/);
  await sleep(50);
  t.equal(isAborted, true);
  await peer.close();
});

test('a peer that is lost turns what waits for it, and what comes later, into errors', async (t) => {
  const { near, stop } = startPeer(t, () => new Promise(() => undefined));
  const peer = await greetPeer(near, HOST);
  const waiting = peer.measure(REQUEST, never);
  stop.abort();
  await t.rejects(waiting, { name: 'CannotMeasure', message: /The peer was lost/ });
  await t.rejects(peer.measure(REQUEST, never), /The peer was lost/);
});

test('a host that breaks the protocol is hung up on', async (t) => {
  const broken: readonly Uint8Array[] = [
    encodeFrame({ type: 'request', id: 1, what: { kind: 'release', lease: 1 } }),
    encodeFrame({ type: 'ping' }),
    encodeFrame({ type: 'shell', command: 'id' }),
    Buffer.from('GET / HTTP/1.1\r\nHost: peer\r\n\r\n'),
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
  ];
  for (const bytes of broken) {
    const { near, world } = startPeer(t);
    const closed = new Promise<void>((resolve) => {
      near.onClose(() => {
        resolve();
      });
    });
    near.send(bytes);
    await closed;
    t.match(
      world.events.map(({ event }) => event),
      ['broken', 'end'],
    );
    t.strictSame(world.asked, []);
  }
});

test('versions are compared first, and the older side is named', async (t) => {
  for (const [protocol, who] of [
    [1, /at the peer/],
    [99, /at the host/],
  ] as const) {
    const [near, far] = channelPair();
    far.onBytes(() => undefined);
    far.send(encodeFrame({ type: 'hello', protocol, tool: 'peer x' }));
    const error = await greetPeer(near, HOST).catch((thrown: unknown) => thrown);
    t.match(error, { message: /host 1 \(protocol 2\), the peer peer x/, fix: who });
  }
  const [near, far] = channelPair();
  far.onBytes(() => undefined);
  const hello = { type: 'hello', protocol: 2, tool: 'x', role: 'host', checks: [] };
  far.send(encodeFrame({ ...hello, observedAddress: '' }));
  await t.rejects(greetPeer(near, HOST), /is a host as well/);
});
