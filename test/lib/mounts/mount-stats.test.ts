import { test } from 'tap';
import { mountStatsOf, statsAt } from '#lib/mounts/mount-stats.ts';
import { operationOf } from '#lib/mounts/rpc-operation.ts';
import { transportOf } from '#lib/mounts/rpc-transport.ts';
import { fixture, statsIn } from './fixture.ts';

test('what a kernel counted, for each version of NFS', (t) => {
  for (const [name, type, version, operations] of [
    ['6.1-v3-before', 'nfs', 'vers=3', 22],
    ['6.1-v4.0-before', 'nfs4', 'vers=4.0', 69],
    ['6.1-v4.1-before', 'nfs4', 'vers=4.1', 69],
    ['6.1-v4.2-before', 'nfs4', 'vers=4.2', 69],
  ] as const) {
    const stats = statsIn(name);
    const { source, version: format, transports } = stats;
    t.match({ type: stats.type, options: stats.options }, { type, options: ['rw', version] }, name);
    t.equal(format, '1.1');
    t.equal(source, name.includes('v3') ? '192.0.2.1:/srv/export' : '192.0.2.1:/export');
    t.equal(transports.length, 1);
    t.equal(stats.operations.length, operations, name);
  }
  t.end();
});

test('every line of one mount', (t) => {
  const stats = statsIn('6.1-v3-after');
  t.match(stats, {
    path: '/mnt/nfs',
    ageSeconds: 0,
    bytes: {
      ...{ normalRead: 0, normalWritten: 0, directRead: 22_020_096, directWritten: 41_943_040 },
      ...{ serverRead: 20_971_520, serverWritten: 41_943_040 },
    },
    events: { shortReads: 0, shortWrites: 0, delays: 0 },
    transports: [
      {
        ...{ protocol: 'tcp', connects: 2, sends: 176, receives: 176, badXids: 0, backlog: 0 },
        mostSlots: 2,
      },
    ],
  });
  t.strictSame(
    stats.operations.find(({ name }) => name === 'WRITE'),
    {
      ...{ name: 'WRITE', operations: 80, transmissions: 80, timeouts: 0 },
      ...{ sentBytes: 41_952_640, receivedBytes: 10_880 },
      ...{ queueMs: 11, rttMs: 49, executeMs: 61, errors: 0 },
    },
  );
  t.end();
});

test('several connections, and a path with a blank', (t) => {
  const all = mountStatsOf(fixture('6.1-nconnect'));
  t.strictSame(
    all.map(({ path }) => path),
    ['/mnt/b', '/mnt/with space'],
  );
  t.strictSame(
    statsAt(all, '/mnt/with space')?.transports.map(({ sends }) => sends),
    [27, 21, 20, 19],
  );
  t.equal(statsAt(all, '/mnt'), null);
  const [first] = all;
  if (first === undefined) throw new Error('no mount');
  t.equal(statsAt([first, { ...first, source: 'later' }], '/mnt/b')?.source, 'later');
  t.end();
});

/** A mount as an older kernel told of it. */
const OLD = `device rootfs mounted on / with fstype rootfs
no device mounted on /run with fstype tmpfs
device 192.0.2.1:/a\\040b mounted on /mnt/x with fstype nfs statvers=1.0
\topts:\trw,vers=3
\tage:\tx
\tbytes:\t1 2 3
\tRPC iostats version: 1.0  p/v: 100003/3 (nfs)
\txprt:\ttcp 893 1 1 0 0 11 11 0 11 0
\tper-op statistics
\t        NULL: 0 0 0 0 0 0 0 0
\t     GETATTR: 2 3 1 200 224 5 6 7
\t          10: 1 1 0 1 1 1 1 1
\t     GETATTR: 9 9 9 9 9 9 9 9
\t       WRITE: 1 2 3
\t      COMMIT: 1 2 3 4 5 6 7 x

device nfsd mounted on /proc/fs/nfsd with fstype nfsd
\txprt:\ttcp 1 1 1 1 1 1 1 1 1 1
`;

test('an old kernel: eight numbers an operation, fewer lines', (t) => {
  t.strictSame(mountStatsOf(OLD), [
    {
      ...{ source: '192.0.2.1:/a b', path: '/mnt/x', type: 'nfs', version: '1.0' },
      ...{ options: ['rw', 'vers=3'], ageSeconds: null, bytes: null, events: null },
      transports: [
        {
          ...{ protocol: 'tcp', connects: 1, sends: 11, receives: 11, badXids: 0, backlog: 0 },
          mostSlots: null,
        },
      ],
      operations: [
        operation('NULL', []),
        operation('GETATTR', [2, 3, 1, 200, 224, 5, 6, 7]),
        operation('10', [1, 1, 0, 1, 1, 1, 1, 1]),
      ],
    },
  ]);
  t.end();
});

function operation(name: string, numbers: readonly number[]): unknown {
  const at = (place: number): number => numbers[place] ?? 0;
  return {
    ...{ name, operations: at(0), transmissions: at(1), timeouts: at(2) },
    ...{ sentBytes: at(3), receivedBytes: at(4), queueMs: at(5), rttMs: at(6), executeMs: at(7) },
    errors: null,
  };
}

test('transports of all generations', (t) => {
  const rows: readonly (readonly [line: string, wanted: readonly unknown[] | null])[] = [
    // connects, sends, receives, bad XIDs, backlog, slots
    ['tcp 893 1 2 3 4 50 49 1 60 7', [2, 50, 49, 1, 7, null]],
    ['tcp 893 1 2 3 -4 50 49 1 60 7 65536 8 9', [2, 50, 49, 1, 7, 65_536]],
    ['udp 893 1 50 49 1 60 7', [null, 50, 49, 1, 7, null]],
    ['udp 893 1 50 49 1 60 7 16 8 9', [null, 50, 49, 1, 7, 16]],
    ['local 1 2 3 4 50 49 1 60 7 16 8 9', [2, 50, 49, 1, 7, 16]],
    // Linux 2.6.24, 4.9, 4.20 and later, and one that is still to come.
    ['rdma 0 0 2 3 4 50 49 1 60 7 1 2 3 4 5 6 7 8 9 10', [2, 50, 49, 1, 7, null]],
    ['rdma 0 0 2 3 4 50 49 1 60 7 1 2 3 4 5 6 7 8 9 10 11 1 2 3 4 5', [2, 50, 49, 1, 7, null]],
    ['rdma 0 0 2 3 4 50 49 1 60 7 1 2 3 4 5 6 7 8 9 10 11 1 2 3 4 5 6', [2, 50, 49, 1, 7, null]],
    [`rdma 0 0 2 3 4 50 49 1 60 7 ${'1 '.repeat(40)}`, [2, 50, 49, 1, 7, null]],
    ['tcp 893 1 2 3 4 50 49 1 60', null],
    ['tcp', null],
    ['tcp 1 2 3 4 5 6 7 8 9 x', null],
    ['toString 1 2 3 4 5 6 7 8 9 10', null],
    ['quic 1 2 3 4 5 6 7 8 9 10', null],
    [`tcp 1 2 3 4 5 6 7 8 9 ${'1'.repeat(21)}`, null],
  ];
  for (const [line, wanted] of rows) {
    const found = transportOf(`\txprt:\t${line}`);
    const told =
      found === null
        ? null
        : [
            ...[found.connects, found.sends, found.receives, found.badXids, found.backlog],
            found.mostSlots,
          ];
    t.strictSame(told, wanted, line);
  }
  t.end();
});

test('what is no operation is none', (t) => {
  for (const line of [
    '',
    'READ:',
    'READ: 1 2 3 4 5 6 7',
    'read: 1 2 3 4 5 6 7 8',
    'READ 1 2 3 4 5 6 7 8',
  ]) {
    t.equal(operationOf(line), null, line);
  }
  t.end();
});
