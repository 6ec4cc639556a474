import { test } from 'tap';
import { fioArguments } from '#lib/fio/arguments.ts';
import type { FioOptions } from '#lib/fio/arguments.ts';

const WRITE: FioOptions = {
  direction: 'write',
  directory: '/mnt/nfs',
  file: 'data',
  blockBytes: 1_048_576,
  sizeBytes: 1_073_741_824,
  depth: 8,
  engine: 'libaio',
  mostSeconds: 30,
  isDirect: true,
  reportMs: 300,
};

test('a sequential write, and a read of what was written', (t) => {
  const common = [
    ...['--bs=1048576', '--size=1073741824', '--ioengine=libaio', '--iodepth=8', '--runtime=30'],
    ...['--direct=1', '--numjobs=1', '--group_reporting'],
  ];
  t.strictSame(fioArguments(WRITE), [
    ...[
      '--output-format=json',
      '--eta=never',
      '--status-interval=300ms',
      '--name=write',
      '--rw=write',
    ],
    ...['--directory=/mnt/nfs', '--filename=data', ...common],
    ...['--create_on_open=1', '--fallocate=none', '--end_fsync=1'],
  ]);
  t.strictSame(fioArguments({ ...WRITE, direction: 'read' }), [
    ...[
      '--output-format=json',
      '--eta=never',
      '--status-interval=300ms',
      '--name=read',
      '--rw=read',
    ],
    ...['--directory=/mnt/nfs', '--filename=data', ...common, '--allow_file_create=0'],
  ]);
  t.ok(fioArguments({ ...WRITE, isDirect: false }).includes('--direct=0'));
  t.end();
});

test('a colon in a folder is no second folder', (t) => {
  const given = fioArguments({ ...WRITE, directory: '/mnt/a:b c' });
  t.ok(given.includes('--directory=/mnt/a\\:b c'));
  t.end();
});

test('what fio would misread is refused', (t) => {
  for (const wrong of [
    { directory: 'mnt' },
    { directory: '/mnt/$jobname' },
    { directory: '/mnt\\' },
    { directory: '/mnt\n--output=/etc/passwd' },
    { directory: '/mnt ' },
    { directory: '/mnt/"x"' },
    { file: 'a/b' },
    { file: 'a:b' },
    { file: '..' },
    { file: '' },
    { blockBytes: 0 },
    { sizeBytes: 1.5 },
    { depth: 0 },
    { depth: 2, engine: 'psync' },
    { engine: 'external:/tmp/x.so' as 'psync' },
    { mostSeconds: 86_401 },
  ] as const) {
    t.throws(() => fioArguments({ ...WRITE, ...wrong }), TypeError, JSON.stringify(wrong));
  }
  t.end();
});
