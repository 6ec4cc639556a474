import { test } from 'tap';
import { CannotMeasure } from '#core/check.ts';
import type { StoragePlan } from '#core/storage.ts';
import { parseCidr } from '#lib/cidr/parse.ts';
import { createAllowance } from '../../src/peer/allowance.ts';
import type { Act } from '../../src/peer/admit.ts';
import { guardIo } from '../../src/peer/guard.ts';
import { fakeIo } from '../fakes/io.ts';

const HOST = { address: '10.80.1.10', port: 10_250 };
const STRANGER = { address: '192.0.2.9', port: 443 };
const { signal } = new AbortController();

function guarded({ mostBytes, mayMount = false }: { mostBytes?: number; mayMount?: boolean } = {}) {
  const parsed = parseCidr('10.80.0.0/16');
  if (!parsed.ok) throw new Error('a network of our own is none');
  const acts: Act[] = [];
  const io = fakeIo({
    trace: { run: () => Promise.resolve(undefined) },
    nfs: { services: () => Promise.reject(new Error('asked')) },
    storage: { run: () => Promise.reject(new Error('mounted')) },
    pathMtu: {
      udp: () => Promise.reject(new Error('not asked for')),
      echo: () => Promise.reject(new Error('not asked for')),
      fragments: () => Promise.resolve(null),
      tcp: () => Promise.resolve(null),
    },
  });
  const world = guardIo(io, {
    policy: {
      ...{ caller: '10.80.1.10', allow: [parsed.cidr], nameServers: [] },
      mayUsePort: (port) => port !== 25,
      mayMount,
    },
    audit: (act) => acts.push(act),
    allowance: createAllowance(() => 0, mostBytes),
  });
  return { world, acts };
}

const LEASE = { ask: new Uint8Array(4), answer: new Uint8Array(4) };

test('traces and pieces go to whom the peer may reach, and are told', async (t) => {
  const { world, acts } = guarded();
  t.equal(await world.trace.run(HOST, signal), undefined);
  t.equal(await world.pathMtu.fragments(HOST, LEASE, signal), null);
  t.equal(await world.pathMtu.tcp(HOST.address, signal), null);
  t.match(acts, [
    { act: 'trace', to: '10.80.1.10:10250', allowed: true },
    { act: 'udp.exchange', to: '10.80.1.10:10250', allowed: true },
  ]);
});

test('and to nobody else', async (t) => {
  const { world, acts } = guarded();
  for (const to of [STRANGER, { ...HOST, port: 25 }]) {
    await t.rejects(world.trace.run(to, signal), CannotMeasure);
    await t.rejects(world.pathMtu.fragments(to, LEASE, signal), CannotMeasure);
  }
  t.ok(acts.every(({ allowed }) => !allowed));
});

test('large traces count for what they send', async (t) => {
  const { world } = guarded({ mostBytes: 600_000 });
  await world.trace.run({ ...HOST, packetBytes: 9000 }, signal);
  await t.rejects(world.trace.run({ ...HOST, packetBytes: 9000 }, signal), /asked for more/);
});

test('streams, pings and iperf3 are not for the peer to send', async (t) => {
  const { world } = guarded();
  const refused = /sends none of its own/;
  await t.rejects(world.icmp.ping({} as never, {} as never, signal), refused);
  await t.rejects(world.stamp.stream({} as never, {} as never, signal), refused);
  await t.rejects(world.pathMtu.echo(HOST.address, signal), refused);
  await t.rejects(
    world.iperf3.run({} as never, () => undefined, signal),
    refused,
  );
});

const EXPORT = {
  ...{ engine: 'own', blockBytes: 4096, inFlight: 1, mostBytes: 4096, mostSeconds: 1 },
  ...{ bounds: { pass: 2, fail: 1 }, confidence: 0.95, isFull: false, stallMs: 1000 },
  place: { kind: 'export', server: HOST.address, exportPath: '/export', options: '', port: 2049 },
} as const satisfies StoragePlan;

test('exports are mounted only where the peer was started for it, and of whom it may reach', async (t) => {
  const run = (mayMount: boolean, place: StoragePlan['place'] = EXPORT.place) => {
    const { world, acts } = guarded({ mayMount });
    const asked = world.storage.run({ ...EXPORT, place }, () => undefined, signal);
    return { asked, acts };
  };
  const without = run(false);
  await t.rejects(without.asked, /mounts nothing for others/);
  t.match(without.acts, [{ act: 'mount', to: '10.80.1.10', allowed: false }]);
  await t.rejects(run(true).asked, { message: 'mounted' });
  await t.rejects(run(true, { kind: 'folder', path: '/etc' }).asked, CannotMeasure);
  await t.rejects(run(true, { ...EXPORT.place, server: STRANGER.address }).asked, CannotMeasure);
  const target = { exportPath: '/export', version: '4.1' } as const;
  const { world } = guarded();
  await t.rejects(world.nfs.services({ ...target, address: HOST.address }, signal), {
    message: 'asked',
  });
  await t.rejects(
    world.nfs.services({ ...target, address: STRANGER.address }, signal),
    CannotMeasure,
  );
});
