import { test } from 'tap';
import type { Json } from '#core/json.ts';
import { nfsThroughput } from '../../checks/nfs-throughput/check.ts';
import type { NfsMeasurement, NfsTarget } from '../../checks/nfs-throughput/target.ts';
import { verdictOn } from './link-world.ts';
import {
  failedIn,
  HEALTHY_RUN,
  measured,
  runWith,
  servicesWith,
  TARGET,
  transferAt,
} from './nfs-world.ts';

const end = (kind: 'refused' | 'timeout' | 'net-unreachable') => ({ kind, afterMs: 3 }) as const;
const mismatch = { kind: 'program-mismatch', afterMs: 3, low: 4, high: 4 } as const;
const malformed = { kind: 'malformed', afterMs: 3, why: 'no reply' } as const;
const unknown = { kind: 'not-known', at: '/export', status: 'NFS4ERR_NOENT' } as const;

const TMPFS = { type: 'tmpfs', options: ['rw'], superOptions: ['rw'] };
const READ_ONLY = { type: 'nfs4', options: ['ro'], superOptions: ['vers=4.1'] };
const small = { ...TARGET, options: { writeSizeBytes: 65_536 } };

type Row = readonly [what: string, measurement: Json, expected: string, target?: NfsTarget];

const rows: readonly Row[] = [
  ['all is well', measured(HEALTHY_RUN), 'pass'],
  ['a folder that is the export', measured(HEALTHY_RUN, null), 'pass', { ...TARGET, path: '/mnt' }],
  ['no address', { kind: 'unresolved', why: '10.80.0.53: NXDOMAIN' }, 'fail nameUnresolved'],
  ['a reset', measured(null, servicesWith({ v4: end('refused') })), 'fail refused'],
  ['silence', measured(null, servicesWith({ v4: end('timeout') })), 'fail filtered'],
  ['no way', measured(null, servicesWith({ v4: end('net-unreachable') })), 'fail unreachable'],
  [
    'version 3 of a server of 4',
    measured(null, servicesWith({ v3: mismatch })),
    'fail wrongVersion',
    { ...TARGET, options: { version: '3' } },
  ],
  [
    'a refused minor version',
    measured(null, servicesWith({}, { refusesMinor: 1 })),
    'fail wrongVersion',
  ],
  [
    'an export for others',
    measured(null, servicesWith({}, { exportPath: unknown })),
    'fail exportRefused',
  ],
  ['a web server', measured(null, servicesWith({ v4: malformed })), 'fail notNfs'],

  ['mount: denied', measured(failedIn('mount', 'access-denied')), 'fail exportRefused'],
  ['mount: not there', measured(failedIn('mount', 'no-such-export')), 'fail exportRefused'],
  ['mount: refused', measured(failedIn('mount', 'connection-refused')), 'fail refused'],
  ['mount: silence', measured(failedIn('mount', 'timed-out')), 'fail filtered'],
  ['mount: no way', measured(failedIn('mount', 'no-route')), 'fail unreachable'],
  ['mount: version', measured(failedIn('mount', 'version-not-supported')), 'fail wrongVersion'],
  ['mount: rpcbind', measured(failedIn('mount', 'not-registered'), null), 'fail wrongVersion'],
  ['mount: no kernel', measured(failedIn('mount', 'no-kernel-client')), 'fail clientMissing'],
  ['mount: no helper', measured(failedIn('mount', 'no-helper')), 'fail clientMissing'],
  ['mount: hung', measured(failedIn('mount', 'hung')), 'fail hangs'],
  ['mount: stale', measured(failedIn('mount', 'stale')), 'fail stale'],
  // Nothing is mounted yet: it is not about the right to write.
  ['mount: EPERM', measured(failedIn('mount', 'not-permitted')), 'fail failed'],
  ['mount: EROFS', measured(failedIn('mount', 'read-only')), 'fail failed'],
  ['mount: whatever', measured(failedIn('mount', 'server-error')), 'fail failed'],

  ['read-only', measured(failedIn('prepare', 'read-only')), 'fail readOnly'],
  [
    'read-only, as its options ask',
    measured(failedIn('prepare', 'read-only', { mounted: READ_ONLY })),
    'inconclusive readOnlyAsked',
    { ...TARGET, options: { isReadOnly: true } },
  ],
  ['root squashed', measured(failedIn('prepare', 'not-permitted')), 'fail notPermitted'],
  ['too little room', measured(failedIn('prepare', 'no-room')), 'inconclusive noRoom'],
  ['full', measured(failedIn('write', 'no-space')), 'fail full'],
  ['over the quota', measured(failedIn('write', 'quota')), 'fail full'],
  ['stale at once', measured(failedIn('prepare', 'stale')), 'fail stale'],
  ['stale in mid-write', measured(failedIn('write', 'stale')), 'fail stale'],
  [
    'hung in mid-write, with a folder that stays',
    measured(failedIn('write', 'hung', { left: ['.hybrid-preflight-node1-7'] })),
    'fail hangs leftBehind',
  ],
  ['a process that fell', measured(failedIn('write', 'ended')), 'fail failed'],
  ['a server that came back', measured(failedIn('write', 'io-error')), 'fail brokeOff'],
  ['a soft mount', measured(failedIn('write', 'timed-out')), 'fail brokeOff'],
  ['a connection that broke', measured(failedIn('write', 'connection-lost')), 'fail brokeOff'],
  ['what was made there is gone', measured(failedIn('write', 'not-there')), 'fail stale'],
  ['a folder that is not there', measured(failedIn('prepare', 'not-there'), null), 'fail failed'],
  ['something else', measured(failedIn('write', 'no-locks')), 'fail failed'],

  ['bits that changed', measured(runWith({ corruptBlocks: 2 })), 'fail corrupt'],
  ['a size negotiated down', measured(HEALTHY_RUN), 'warn negotiated', small],
  [
    'what somebody else mounted is theirs',
    measured(HEALTHY_RUN, null),
    'pass',
    { ...small, path: '/mnt' },
  ],
  [
    'a folder of another file system, however fast',
    measured(runWith({ mounted: TMPFS, read: transferAt(1e6) }), null),
    'inconclusive notMounted',
    { ...TARGET, path: '/mnt' },
  ],
  [
    'a folder that stays',
    measured(runWith({ left: ['.hybrid-preflight-node1-7'] })),
    'pass leftBehind',
  ],
  ['slow to write', measured(runWith({ write: transferAt(90e6) })), 'fail tooSlow'],
  [
    'slow both ways',
    measured(runWith({ write: transferAt(90e6), read: transferAt(90e6) })),
    'fail tooSlow tooSlow',
  ],
  ['not quite', measured(runWith({ read: transferAt(150e6) })), 'warn slow'],
  ['around the bound', measured(runWith({ read: transferAt(100e6) })), 'inconclusive undecided'],
  [
    'a moment',
    measured(runWith({ write: { bytes: 1e6, seconds: 0.01, samples: [] } })),
    'inconclusive undecided',
  ],
];

for (const [what, measurement, expected, target = TARGET] of rows) {
  test(`NFS: ${what}`, (t) => {
    for (const from of ['on-prem', 'aws'] as const) {
      t.equal(verdictOn(nfsThroughput, { ...target, from }, measurement), expected);
    }
    t.end();
  });
}

test('every code of the vocabulary is reached', (t) => {
  const reached = new Set(rows.flatMap(([, , expected]) => expected.split(' ').slice(1)));
  const codes = nfsThroughput.vocabulary.examples.map(({ code }) => code.split('/')[1]);
  t.strictSame(reached, new Set(codes));
  t.end();
});

test('a measurement that nothing can be said of is a defect, and told as one', (t) => {
  const judge = (measurement: NfsMeasurement) => () => nfsThroughput.judge(TARGET, measurement);
  const nothing = { kind: 'measured', address: '10.20.3.30', run: null } as const;
  t.throws(judge({ ...nothing, services: null }), /neither an answer nor a run/);
  t.throws(judge({ ...nothing, services: servicesWith() }), /could be mounted/);
  t.end();
});

test('metrics are what was measured, and nothing else', (t) => {
  const request = { count: 9, retransmissions: 0, meanQueueMs: 1, meanExecuteMs: 3 };
  const run = runWith({
    read: { bytes: 0, seconds: 0, samples: [] },
    ddWriteBps: 8e8,
    transport: { connections: 1, reconnects: 0, meanBacklog: 7.69388 },
    requests: [
      { name: 'WRITE', meanRttMs: 2.34567, ...request },
      { name: 'READ', meanRttMs: null, ...request },
      { name: 'OPEN', meanRttMs: 1, ...request },
    ],
  });
  const { metrics } = nfsThroughput.judge(TARGET, measured(run));
  t.strictSame(
    metrics.map(({ name, value, unit }) => `${name} ${value} ${unit}`),
    [
      'write_bps 900000000 bits/s',
      'read_bps 0 bits/s',
      'metadata_p95_ms 2 ms',
      'fsync_p95_ms 2 ms',
      'fsync_p99_ms 3 ms',
      'rpc_write_queue_ms 1 ms',
      'rpc_write_rtt_ms 2.346 ms',
      'rpc_write_execute_ms 3 ms',
      'rpc_read_queue_ms 1 ms',
      'rpc_read_execute_ms 3 ms',
      'metadata_per_second 900 count',
      'rpc_backlog 7.694 count',
      'dd_write_bps 800000000 bits/s',
    ],
  );
  t.strictSame(metrics[0]?.limit, { at: 'least', value: 200e6 });
  t.strictSame(nfsThroughput.judge(TARGET, measured(failedIn('prepare', 'stale'))).metrics, []);
  const folder = { ...TARGET, path: '/mnt' };
  t.strictSame(nfsThroughput.judge(folder, measured(runWith({ mounted: TMPFS }))).metrics, []);
  t.end();
});
