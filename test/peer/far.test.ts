import { setTimeout as sleep } from 'node:timers/promises';
import { type Test, test } from 'tap';
import { greetPeer } from '../../src/peer/client.ts';
import { FarOverLink } from '../../src/peer/far-over-link.ts';
import { Link } from '../../src/peer/link.ts';
import { fakeFar, type FakeFarOptions } from '../fakes/far.ts';
import { channelPair } from './pair.ts';
import { clock, HOST, never, REQUEST, startPeer, TARGET } from './peer-world.ts';

/** The peer's measure of a port of the host at 192.0.2.1, which listens for it or not. */
async function measureWithHost(t: Test, host: FakeFarOptions) {
  const { near, world } = startPeer(t, () => Promise.resolve({ kind: 'timeout', afterMs: 9 }));
  const fake = fakeFar(host);
  const peer = await greetPeer(near, { ...HOST, near: fake });
  const measurement = await peer.measure(REQUEST, never);
  await peer.close();
  return { measurement, held: fake.held, world };
}

test('the host listens for the peer, says what came, and takes it back', async (t) => {
  const listening = await measureWithHost(t, {
    ports: { '192.0.2.1:10250': 'listens' },
    arrivals: { '192.0.2.1:10250': { halfOpen: ['10.20.3.10'] } },
  });
  const there = { kind: 'listening', echo: 'nothing', arrivals: { halfOpen: ['10.20.3.10'] } };
  t.match(listening.measurement, { probes: [{ there }] });
  t.equal(listening.held.size, 0);
  const inUse = await measureWithHost(t, { ports: { '192.0.2.1:10250': { inUseBy: 'kubelet' } } });
  t.match(inUse.measurement, { probes: [{ there: { kind: 'in-use', by: 'kubelet' } }] });
  t.equal(inUse.held.size, 0);
});

test('the host does for the peer only what the case names', async (t) => {
  const target = { ...TARGET, host: '198.51.100.7' };
  const fake = fakeFar({
    ports: { '192.0.2.1:22': 'listens' },
    reaches: { '10.9.9.9:22': 'connected' },
  });
  const [near, far] = channelPair();
  const host = greetPeer(near, { ...HOST, near: fake });
  const link: Link = new Link(far, {
    clock,
    self: { role: 'peer', tool: 'rogue', checks: [] },
    serve: async (_request, { id }) => {
      const rogue = new FarOverLink({ link, address: '192.0.2.1', ownAddress: '', within: id });
      const stale = new FarOverLink({ link, address: '192.0.2.1', ownAddress: '', within: 999 });
      const at = { protocol: 'tcp', address: '192.0.2.1' } as const;
      const limits = { timeoutMs: 10 };
      return {
        ssh: await said(rogue.listen({ ...at, port: 22 }, never)),
        stale: await said(stale.listen({ ...at, port: 10250 }, never)),
        third: (await rogue.connect({ address: '10.9.9.9', port: 22 }, limits, never)) ?? 'no',
        pods: await said(rogue.borrowAddress('10.85.0.0/16', never)),
      };
    },
  });
  const peer = await host;
  t.strictSame(await peer.measure({ ...REQUEST, target }, never), {
    ssh: 'unwilling: the case does not name 22',
    stale: 'unwilling: no case 999 is measured',
    third: 'no',
    pods: 'unwilling: the case does not name 10.85.0.0/16',
  });
  t.equal(fake.held.size, 0);
  await peer.close();
});

async function said(
  what: Promise<{ readonly kind: string; readonly why?: string }>,
): Promise<string> {
  const { kind, why } = await what;
  return `${kind}: ${why ?? ''}`;
}

test('the peer listens for the host, on the ports that it was started with', async (t) => {
  const fake = fakeFar({ ports: { '10.20.3.10:8472': 'listens', '10.20.3.10:25': 'listens' } });
  const { near, stop, world } = startPeer(t, undefined, fake);
  const peer = await greetPeer(near, HOST);
  const at = { protocol: 'tcp', address: '10.20.3.10' } as const;
  const listening = await peer.far.listen({ ...at, port: 8472 }, never);
  t.match(listening, { kind: 'listening' });
  t.strictSame([...fake.held], ['10.20.3.10:8472']);
  t.match(world.events.at(-1), { event: 'act', act: 'listen', to: 'tcp/10.20.3.10:8472' });
  t.match(await peer.far.listen({ ...at, port: 25 }, never), { kind: 'unwilling', why: /--ports/ });
  t.match(await peer.far.borrowAddress('10.85.0.0/16', never), { kind: 'unwilling' });
  t.equal(
    await peer.far.connect({ address: '198.51.100.7', port: 443 }, { timeoutMs: 9 }, never),
    undefined,
  );
  stop.abort();
  await sleep(50);
  t.equal(fake.held.size, 0, 'the end of the session gives everything back');
  t.match(await peer.far.listen({ ...at, port: 8472 }, never), { kind: 'unwilling', why: /lost/ });
});

test('the peer reflects for the host, with a key of its own, until it is released', async (t) => {
  const key = Buffer.alloc(32, 5);
  let isReleased = false;
  const side = {
    ...fakeFar({}),
    reflect: (at: unknown) => {
      t.strictSame(at, { address: '192.0.2.2', caller: '192.0.2.1' }, 'as the link knows them');
      return Promise.resolve({
        kind: 'reflecting',
        port: 7443,
        key,
        ssid: 77,
        counts: () => Promise.resolve({ received: 9, sent: 8, drops: 1 }),
        release: () => Promise.resolve(void (isReleased = true)),
      } as const);
    },
  };
  const { near, world } = startPeer(t, undefined, side);
  const peer = await greetPeer(near, HOST);
  const nowhere = { address: '', caller: '' };
  const reflecting = await peer.far.reflect(nowhere, never);
  if (reflecting.kind !== 'reflecting') throw new Error(reflecting.kind);
  t.match(reflecting, { port: 7443, ssid: 77 });
  t.ok(key.equals(reflecting.key));
  t.strictSame(await reflecting.counts(never), { received: 9, sent: 8, drops: 1 });
  await reflecting.release();
  await sleep(50);
  t.equal(isReleased, true);
  t.match(world.events.at(-1), { event: 'act', act: 'reflect', allowed: true });
  t.notOk(JSON.stringify(world.events).includes(key.toString('base64')), 'no key in the log');
  await peer.close();
});
