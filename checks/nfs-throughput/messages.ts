import { defineMessages, message } from '#core/messages.ts';
import type { EffectiveDifference } from '#lib/nfs/effective-differences.ts';
import { FAILED, type Failed, PLACE, type Place, type Slow } from './facts.ts';
import { SLOW } from './example.ts';
import { reachMessages } from './messages-reach.ts';
import { exportOf, mountByHand, remedyOf, sideOf, speedOf } from './words.ts';

export const { say, vocabulary } = defineMessages('nfs-throughput', {
  ...reachMessages,
  readOnly: message<Failed>({
    severity: 'fail',
    title: 'The export cannot be written to',
    example: { ...FAILED, stage: 'prepare', kind: 'read-only', text: 'EROFS' },
    detail: (facts) =>
      `${exportOf(facts)} is mounted, and the server refuses to write: it exports it read-only to ${sideOf(facts)} (${facts.text}).`,
    fix: ({ exportPath }) =>
      `Export it for writing: rw in /etc/exports, or Access_Type = RW in Ganesha; then on the server:\n$ exportfs -rv | grep ${exportPath}`,
  }),
  readOnlyAsked: message<Failed>({
    severity: 'inconclusive',
    title: 'What is mounted read-only cannot be measured',
    example: { ...FAILED, stage: 'prepare', kind: 'read-only', text: 'EROFS' },
    detail: (facts) =>
      `${exportOf(facts)} is mounted, read-only as its options ask: nothing could be written there to be read again (${facts.text}).`,
    fix: () =>
      'Name another export of this server that may be written to: what it reaches, this one does.',
  }),
  notPermitted: message<Failed>({
    severity: 'fail',
    title: 'The server does not let root write',
    example: { ...FAILED, stage: 'prepare', kind: 'not-permitted', text: 'EACCES' },
    detail: (facts) =>
      `${exportOf(facts)} is mounted, and writing there ends with ${facts.text}: the server makes nobody of root (root_squash, its default), or the folder belongs to another user.`,
    fix: ({ exportPath }) =>
      `Where pods write as a user of their own, give that user the folder; where they write as root, export with no_root_squash. On the server:\n$ ls -ldn ${exportPath}`,
  }),
  stale: message<Failed>({
    severity: 'fail',
    title: 'What was opened is gone on the server',
    example: { ...FAILED, stage: 'write', kind: 'stale', text: 'ESTALE' },
    detail: (facts) =>
      `While ${facts.stage === 'prepare' ? 'looking at' : `doing ${facts.stage} on`} ${exportOf(facts)} the server said that ${facts.kind === 'not-there' ? 'what the test made there is gone' : 'the handle is stale'} (${facts.text}): somebody removed it, the export was replaced, or the server failed over without its state.`,
    fix: () =>
      'See who cleans up there, and mount it anew. If it comes back, give the export a fixed fsid= in /etc/exports on every server that takes over.',
  }),
  brokeOff: message<Failed>({
    severity: 'fail',
    title: 'The server broke off what was under way',
    example: { ...FAILED, stage: 'write', kind: 'io-error', text: 'EIO' },
    detail: (facts) =>
      `While doing ${facts.stage} on ${exportOf(facts)} the client gave up with ${facts.text}: the server came back without what its clients had open, its disk failed, or a soft mount ran out of patience.`,
    fix: () =>
      'See what both sides say of it: a server that restarts or fails over must keep the state of its clients.\n$ dmesg | grep -i nfs\n$ journalctl -u nfs-server, or the log of the filer',
  }),
  full: message<Failed>({
    severity: 'fail',
    title: 'The export is full',
    example: { ...FAILED, stage: 'write', kind: 'no-space', text: 'ENOSPC' },
    detail: (facts) => `Writing to ${exportOf(facts)} ended with ${facts.text}.`,
    fix: () => 'Make room there, or raise the quota: workloads will end the same way.',
  }),
  noRoom: message<Failed>({
    severity: 'inconclusive',
    title: 'There is too little room to measure in',
    example: { ...FAILED, stage: 'prepare', kind: 'no-room', text: '524288 bytes are free there' },
    detail: (facts) =>
      `${exportOf(facts)}: ${facts.text}, and no more than a quarter of that is ever filled.`,
    fix: () => 'Make room there, and run again.',
  }),
  hangs: message<Failed>({
    severity: 'fail',
    title: 'The server stops answering',
    example: { ...FAILED, stage: 'write', kind: 'hung', text: 'nothing came back any more' },
    detail: (facts) =>
      `${exportOf(facts)}: in the stage "${facts.stage}" nothing came back for ${facts.seconds} s. A hard mount waits like that for ever, and so does every program that touches it. Small requests that pass and large ones that hang are what a path MTU black hole does; path-mtu shows it.`,
    fix: (facts) =>
      `See what path-mtu says of the way; then whether the server is well:\n${mountByHand(facts)}`,
  }),
  notMounted: message<Place & { readonly path: string; readonly type: string }>({
    severity: 'inconclusive',
    title: 'The folder is no mount of the export',
    example: { ...PLACE, path: '/mnt/models', type: 'ext4' },
    detail: ({ path, type, ...facts }) =>
      `${path} shall hold ${exportOf(facts)}, and what is mounted there is ${type}: what was measured is not the export.`,
    fix: ({ path, ...facts }) =>
      `Mount it there, or leave path out and run as root:\n$ findmnt -T ${path}\n${mountByHand(facts)}`,
  }),
  failed: message<Failed>({
    severity: 'fail',
    title: 'The test of the export failed',
    example: FAILED,
    detail: (facts) => `${exportOf(facts)}, stage "${facts.stage}": ${facts.text} (${facts.kind}).`,
    fix: mountByHand,
  }),
  corrupt: message<Place & { readonly blocks: number; readonly blockBytes: number }>({
    severity: 'fail',
    title: 'What is read is not what was written',
    example: { ...PLACE, blocks: 1, blockBytes: 1_048_576 },
    detail: ({ blocks, blockBytes, ...facts }) =>
      `${blocks} blocks of ${blockBytes} bytes came back from ${exportOf(facts)} otherwise than they were written, without any error.`,
    fix: () =>
      'Trust it with nothing. Look for a device that changes payload on the way, and at the memory and disks of the server.',
  }),
  negotiated: message<Place & { readonly differences: readonly EffectiveDifference[] }>({
    severity: 'warn',
    title: 'The mount is not what was asked for',
    example: {
      ...PLACE,
      differences: [{ option: 'writeSizeBytes', asked: 1_048_576, effective: 65_536 }],
    },
    detail: ({ differences, ...facts }) =>
      `${exportOf(facts)}: ${differences
        .map(({ option, asked, effective }) => `${option} is ${effective} instead of ${asked}`)
        .join('; ')}. Server and kernel agreed on it.`,
    fix: () =>
      'Raise the limit at the server (nfsd: /proc/fs/nfsd/max_block_size before it starts; Ganesha: MaxRead, MaxWrite), or ask for what there is.',
  }),
  tooSlow: message<Slow>({
    severity: 'fail',
    title: 'The export is too slow',
    example: SLOW,
    detail: speedOf,
    fix: remedyOf,
  }),
  slow: message<Slow>({
    severity: 'warn',
    title: 'The export is slower than it should be',
    example: { ...SLOW, bottleneck: 'server', rpcRttMs: 40 },
    detail: speedOf,
    fix: remedyOf,
  }),
  undecided: message<Slow>({
    severity: 'inconclusive',
    title: 'Whether the export is fast enough stays open',
    example: { ...SLOW, bottleneck: 'unknown', tcpRttMs: null, leastTcpRttMs: null },
    detail: speedOf,
    fix: () =>
      'Give it more to measure: checks.nfs-throughput.mostBytes and mostSeconds; or run with --full.',
  }),
  leftBehind: message<Place & { readonly names: readonly string[] }>({
    severity: 'note',
    title: 'A folder of the test stayed on the export',
    example: { ...PLACE, names: ['.hybrid-preflight-node1-4711'] },
    detail: ({ names, ...facts }) =>
      `${names.join(', ')} could not be taken away again from ${exportOf(facts)}: the next run of this host does it.`,
    fix: ({ names }) => `Or by hand, where it is mounted:\n$ rm -r ${names.join(' ')}`,
  }),
});
