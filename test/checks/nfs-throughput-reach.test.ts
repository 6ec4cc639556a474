import { test } from 'tap';
import type { NfsServices } from '#core/nfs-services.ts';
import type { StorageRun } from '#core/storage.ts';
import type { NfsMountOptions } from '#lib/nfs/mount-options.ts';
import { bottleneckOf, slowOf } from '../../checks/nfs-throughput/facts.ts';
import { judgeRun } from '../../checks/nfs-throughput/judge-run.ts';
import { standingOf } from '../../checks/nfs-throughput/reach.ts';
import { runWith, servicesWith, TARGET, transferAt } from './nfs-world.ts';

const afterMs = 3;
const answer = { kind: 'answer', afterMs, answer: null } as const;
const mismatch = { kind: 'program-mismatch', afterMs, low: 4, high: 4 } as const;

const ends = [
  [answer, 'mountable'],
  [{ kind: 'refused', afterMs }, 'refused'],
  [{ kind: 'reset', afterMs, receivedBytes: 0 }, 'not-nfs'],
  [{ kind: 'closed', afterMs, receivedBytes: 0 }, 'not-nfs'],
  [{ kind: 'timeout', afterMs }, 'filtered'],
  [{ kind: 'silence', afterMs, receivedBytes: 0 }, 'not-nfs'],
  [{ kind: 'net-unreachable', afterMs }, 'unreachable'],
  [{ kind: 'host-unreachable', afterMs }, 'unreachable'],
  [{ kind: 'prohibited', afterMs }, 'unreachable'],
  [mismatch, 'wrong-version'],
  [{ kind: 'program-unavailable', afterMs }, 'wrong-version'],
  [{ kind: 'malformed', afterMs, why: 'letters' }, 'not-nfs'],
] as const;

for (const [outcome, standing] of ends) {
  test(`a server whose end of version 4 is "${outcome.kind}" is ${standing}`, (t) => {
    const services = servicesWith({ v4: outcome });
    for (const version of ['4', '4.0', '4.2'] as const) {
      t.equal(standingOf(services, { options: { version } }), standing);
    }
    t.equal(standingOf(services, { options: {} }), standing, 'version 4 is the usual one');
    const other = servicesWith({ v3: outcome, v4: { kind: 'refused', afterMs } });
    t.equal(standingOf(other, { options: { version: '3' } }), standing);
    t.end();
  });
}

type Row = readonly [what: string, NfsServices, NfsMountOptions, string];

const without: NfsServices = { ...servicesWith(), versions: [] };
const elsewhere: NfsServices = {
  ...servicesWith(),
  versions: [
    { version: 3, port: 2049, outcome: { kind: 'refused', afterMs } },
    { version: 3, port: 4049, outcome: answer },
  ],
};
const notKnown = { kind: 'not-known', at: '/export', status: null } as const;
const refused = { kind: 'refused', at: '/export', status: 'NFS4ERR_PERM' } as const;

const standings: readonly Row[] = [
  [
    'a minor version refused',
    servicesWith({}, { refusesMinor: 2 }),
    { version: '4.2' },
    'wrong-version',
  ],
  [
    'another minor version refused',
    servicesWith({}, { refusesMinor: 2 }),
    { version: '4.1' },
    'mountable',
  ],
  [
    'any minor version will do',
    servicesWith({}, { refusesMinor: 2 }),
    { version: '4' },
    'mountable',
  ],
  ['no such export', servicesWith({}, { exportPath: notKnown }), {}, 'export-not-known'],
  [
    'no such export, nor version',
    servicesWith({ v4: mismatch }, { exportPath: notKnown }),
    {},
    'wrong-version',
  ],
  ['refused from a port above 1023', servicesWith({}, { exportPath: refused }), {}, 'mountable'],
  ['version 3 where the portmapper says', elsewhere, { version: '3' }, 'mountable'],
  ['nothing was asked', without, {}, 'mountable'],
];

for (const [what, services, options, standing] of standings) {
  test(`${what}: ${standing}`, (t) => {
    t.equal(standingOf(services, { options }), standing);
    t.end();
  });
}

const SEEN = {
  ...{ bytes: 20e6, rpcQueueMs: 1, rpcRttMs: 3, tcpRttMs: 1, leastTcpRttMs: 0.8 },
  ...{ tcpRetransmissions: 0, mssBytes: 8948 },
};

const bottlenecks = [
  ['a queue on the way', { tcpRttMs: 50, rpcRttMs: 400 }, 'network'],
  ['a round trip that doubles is no queue', { tcpRttMs: 1.6 }, 'unknown'],
  [
    'a fast path whose round trip grows a little',
    { tcpRttMs: 1.9, leastTcpRttMs: 0.03 },
    'unknown',
  ],
  ['loss', { tcpRetransmissions: 3 }, 'network'],
  [
    'loss, of which no segment size is known',
    { tcpRetransmissions: 14, mssBytes: null },
    'network',
  ],
  ['a loss', { tcpRetransmissions: 2 }, 'unknown'],
  ['loss where TCP tells no round trip', { tcpRetransmissions: 9, tcpRttMs: null }, 'network'],
  ['a server that thinks', { rpcRttMs: 40 }, 'server'],
  ['a server that thinks, over a tunnel', { rpcRttMs: 40, mssBytes: 1390 }, 'server'],
  ['requests that wait here', { rpcQueueMs: 38, mssBytes: 1390 }, 'client-queue'],
  ['requests that wait as long as for an answer', { rpcQueueMs: 3 }, 'unknown'],
  ['requests that wait a moment', { rpcQueueMs: 2, rpcRttMs: 0.5 }, 'unknown'],
  ['requests that wait here, and no answers', { rpcQueueMs: 38, rpcRttMs: null }, 'client-queue'],
  ['requests that wait for a server', { rpcQueueMs: 90, rpcRttMs: 40 }, 'server'],
  ['requests that wait for a network', { rpcQueueMs: 90, tcpRttMs: 50 }, 'network'],
  ['small segments', { mssBytes: 1390 }, 'small-segments'],
  [
    'small segments, and a client that counts nothing',
    { mssBytes: 1390, rpcRttMs: null },
    'small-segments',
  ],
  ['segments of plain Ethernet', { mssBytes: 1448 }, 'unknown'],
  [
    'nothing seen',
    {
      rpcRttMs: null,
      tcpRttMs: null,
      leastTcpRttMs: null,
      tcpRetransmissions: null,
      mssBytes: null,
    },
    'unknown',
  ],
] as const;

for (const [what, seen, expected] of bottlenecks) {
  test(`what holds it back: ${what}`, (t) => {
    t.equal(bottleneckOf({ ...SEEN, ...seen }), expected);
    t.end();
  });
}

/** A run of 80 Mbit/s each way, with what kernel and server say of the requests and the connection. */
function slowRun(
  parts: Partial<StorageRun['connection'] & object>,
  { meanRttMs = 3, meanQueueMs = 0, meanBacklog = 0 } = {},
): StorageRun {
  const counted = { count: 20, retransmissions: 1, meanQueueMs, meanRttMs, meanExecuteMs: 45.6 };
  return runWith({
    ...{ write: transferAt(80e6), read: null },
    requests: [
      { name: 'READ', ...counted, count: 0, meanRttMs: null },
      { name: 'WRITE', ...counted },
    ],
    connection: {
      ...{ mssBytes: 8948, pathMtuBytes: 9000, rttMs: 1, leastRttMs: 0.8, retransmissions: 0 },
      ...parts,
    },
    transport: { connections: 1, reconnects: 0, meanBacklog },
  });
}

const told = [
  [slowRun({ rttMs: 52 }), /The network is what holds it back/, /packet-loss and latency/],
  [slowRun({}, { meanRttMs: 60 }), /the server is what holds it back/, /threads serve NFS/],
  [slowRun({ mssBytes: 1390 }), /Segments are small/, /MTU of 9000/],
  [slowRun({}), /waits 0 ms .* done after 45\.6 ms on average.* sent again\.$/, /nconnect=4/],
  [
    slowRun({}, { meanRttMs: 5, meanQueueMs: 37.975, meanBacklog: 7.69 }),
    /A request waits 38 ms on this side.* is answered 5 ms later.* 7\.7 more wait for a slot.*own queue/,
    /nconnect=4.*\n\$ sysctl sunrpc\.tcp_max_slot_table_entries/,
  ],
] as const;

test('a slow export says what holds it back, and where to look', (t) => {
  for (const [run, detail, fix] of told) {
    t.match(judgeRun(TARGET, run, null), [{ code: 'nfs-throughput/tooSlow', detail, fix }]);
  }
  t.end();
});

test('each direction has the counts of its own requests', (t) => {
  const run = slowRun({});
  const slow = (direction: 'write' | 'read') =>
    slowOf(TARGET, run, { direction, transfer: transferAt(80e6) });
  t.match(slow('write'), { rpcRttMs: 3, rpcQueueMs: 0, rpcExecuteMs: 45.6, backlog: 0 });
  t.match(slow('write'), { rpcCount: 20, rpcRetransmissions: 1, tcpRttMs: 1 });
  t.match(slow('read'), { rpcRttMs: null, rpcCount: 0 });
  const blind = slowOf(TARGET, runWith({}), { direction: 'read', transfer: transferAt(80e6) });
  t.match(blind, { rpcRttMs: null, tcpRttMs: null, mssBytes: null, bottleneck: 'unknown' });
  t.end();
});
