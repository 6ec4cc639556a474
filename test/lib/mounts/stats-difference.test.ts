import { test } from 'tap';
import type { MountStats } from '#lib/mounts/mount-stats.ts';
import { mountStatsOf } from '#lib/mounts/mount-stats.ts';
import { difference } from '#lib/mounts/stats-difference.ts';
import type { OperationDifference, StatsDifference } from '#lib/mounts/stats-difference.ts';
import { fixture, statsIn } from './fixture.ts';

function compared(before: MountStats, after: MountStats): StatsDifference {
  const found = difference(before, after);
  if (found.kind !== 'difference') throw new Error(found.why);
  return found;
}

function named(found: StatsDifference, name: string): OperationDifference | undefined {
  return found.operations.find((one) => one.name === name);
}

test('what happened between two looks', (t) => {
  for (const [name, writes, reads] of [
    ['6.1-v3', 40, 42],
    ['6.1-v4.0', 40, 42],
    ['6.1-v4.1', 40, 42],
    ['6.1-v4.2', 40, 42],
  ] as const) {
    const found = compared(statsIn(`${name}-before`), statsIn(`${name}-after`));
    t.match(named(found, 'WRITE'), { count: writes, retransmissions: 0, timeouts: 0, errors: 0 });
    t.match(named(found, 'READ'), { count: reads, retransmissions: 0 }, name);
    const written = named(found, 'WRITE')?.sentBytes ?? 0;
    t.ok(written > 20_971_520 && written < 21_000_000, `${name}: 20 MB and their headers`);
    t.match(found.transport, { protocol: 'tcp', connections: 1, connects: 0, badXids: 0 });
    t.ok(
      found.operations.every(({ count }) => count > 0),
      'only what was called',
    );
  }
  t.end();
});

test('requests that wait for a slot, and how long', (t) => {
  const found = compared(statsIn('6.1-backlog-before'), statsIn('6.1-backlog-after'));
  // 40 WRITE: 1519 ms until they were sent, 298 ms until their answers, 1824 ms in all.
  t.match(named(found, 'WRITE'), {
    ...{ count: 40, retransmissions: 0 },
    ...{ meanQueueMs: 37.975, meanRttMs: 7.45, meanExecuteMs: 45.6 },
  });
  t.match(found.transport, { connections: 1, connects: 0, sends: 49, meanBacklog: 377 / 49 });
  const idle = compared(statsIn('6.1-v4.1-before'), statsIn('6.1-v4.1-after'));
  t.equal(idle.transport?.meanBacklog, 0, 'slots for all');
  t.end();
});

/** Makes the numbers of the mount others. */
function changed(stats: MountStats, name: string, change: object): MountStats {
  return {
    ...stats,
    operations: stats.operations.map((one) => (one.name === name ? { ...one, ...change } : one)),
  };
}

test('means, retransmissions, timeouts and errors', (t) => {
  const before = statsIn('6.1-v4.1-after');
  const write = before.operations.find(({ name }) => name === 'WRITE');
  if (write === undefined) throw new Error('no WRITE');
  const after = changed(before, 'WRITE', {
    operations: write.operations + 10,
    transmissions: write.transmissions + 13,
    timeouts: 2,
    queueMs: write.queueMs + 5,
    rttMs: write.rttMs + 20,
    executeMs: write.executeMs + 31,
    errors: 1,
  });
  t.strictSame(compared(before, after).operations, [
    {
      ...{ name: 'WRITE', count: 10, retransmissions: 3, timeouts: 2, sentBytes: 0 },
      ...{ receivedBytes: 0, meanQueueMs: 0.5, meanRttMs: 2, meanExecuteMs: 3.1, errors: 1 },
    },
  ]);
  const stuck = changed(before, 'WRITE', { transmissions: write.transmissions + 1 });
  t.match(compared(before, stuck).operations, [
    { count: 0, retransmissions: 1, meanQueueMs: null, meanRttMs: null, meanExecuteMs: null },
  ]);
  const uncounted = changed(after, 'WRITE', { errors: null });
  t.equal(named(compared(before, uncounted), 'WRITE')?.errors, null);
  const newcomer = { ...before, operations: before.operations.filter((one) => one !== write) };
  t.match(named(compared(newcomer, before), 'WRITE'), { count: write.operations, errors: 0 });
  t.end();
});

test('the connections together', (t) => {
  const [before] = mountStatsOf(fixture('6.1-nconnect'));
  if (before === undefined) throw new Error('no mount');
  const more = (by: number): MountStats['transports'] =>
    before.transports.map((one) => ({
      ...one,
      connects: (one.connects ?? 0) + 1,
      sends: one.sends + by,
      receives: one.receives + by - 1,
      badXids: one.badXids + 1,
      backlog: one.backlog + 3 * by,
    }));
  const transportOfBoth = (transports: MountStats['transports']): StatsDifference['transport'] =>
    compared(before, { ...before, transports }).transport;
  t.strictSame(transportOfBoth(more(10)), {
    ...{ protocol: 'tcp', connections: 4, connects: 4, sends: 40, receives: 36, badXids: 4 },
    meanBacklog: 3,
  });
  t.equal(transportOfBoth(before.transports)?.meanBacklog, null, 'nothing was sent');
  t.equal(transportOfBoth([]), null);
  t.equal(transportOfBoth(more(10).slice(1)), null, 'one is gone');
  t.equal(transportOfBoth(more(-5)), null, 'others than before');
  t.equal(transportOfBoth(more(10).map((one) => ({ ...one, protocol: 'rdma' }))), null);
  const added = more(10).concat(more(10).slice(1, 2));
  t.equal(transportOfBoth(added)?.connections, 5, 'one came');
  const udp = before.transports.map((one) => ({ ...one, protocol: 'udp', connects: null }));
  t.equal(
    compared({ ...before, transports: udp }, { ...before, transports: udp }).transport?.connects,
    null,
  );
  t.end();
});

test('what the server put off, and how long it was', (t) => {
  const stats = statsIn('6.1-v4.1-after');
  const events = { shortReads: 0, shortWrites: 0, delays: 7 };
  t.match(compared(stats, { ...stats, ageSeconds: 9, events }), { seconds: 9, delays: 7 });
  t.match(compared({ ...stats, events: null, ageSeconds: null }, stats), {
    seconds: null,
    delays: null,
  });
  t.end();
});

test('two looks that are not of the same mount', (t) => {
  const before = { ...statsIn('6.1-v4.1-before'), ageSeconds: 5 };
  const after = { ...statsIn('6.1-v4.1-after'), ageSeconds: 6 };
  for (const [name, later] of [
    ['another source', { ...after, source: '192.0.2.9:/export' }],
    ['another place', { ...after, path: '/mnt' }],
    ['younger', { ...after, ageSeconds: 4 }],
    ['fewer operations', changed(after, 'FSINFO', { operations: 0 })],
    ['fewer transmissions', changed(after, 'FSINFO', { transmissions: 0 })],
    ['another version', { ...after, operations: [] }],
  ] as const) {
    t.equal(difference(before, later).kind, 'not-comparable', name);
  }
  t.end();
});
