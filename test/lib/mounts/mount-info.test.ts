import { test } from 'tap';
import { mountAt, mountHolding, mountsBelow, mountsOf } from '#lib/mounts/mount-info.ts';
import { fixture } from './fixture.ts';

test('the mounts of a host', (t) => {
  const mounts = mountsOf(fixture('6.1-mountinfo'));
  t.equal(mounts.length, fixture('6.1-mountinfo').trim().split('\n').length, 'every line is read');
  t.strictSame(mountAt(mounts, '/mnt/b'), {
    id: 31,
    parentId: 22,
    device: '0:28',
    root: '/',
    path: '/mnt/b',
    options: ['rw', 'relatime'],
    tags: [],
    type: 'nfs4',
    source: '192.0.2.1:/export',
    superOptions: [
      ...['rw', 'vers=4.1', 'rsize=524288', 'wsize=524288', 'namlen=255', 'soft', 'noresvport'],
      ...['proto=tcp', 'nconnect=4', 'timeo=50', 'retrans=1', 'sec=sys', 'clientaddr=192.0.2.2'],
      ...['local_lock=none', 'addr=192.0.2.1'],
    ],
  });
  t.equal(mountAt(mounts, '/mnt/with space')?.source, '192.0.2.1:/export', 'an octal escape');
  t.equal(mountAt(mounts, '/mnt/b/')?.id, 31, 'a slash at the end');
  t.equal(mountAt(mounts, '/mnt/other'), null);
  const [v3] = mountsOf(fixture('6.1-mountinfo-v3')).filter(({ type }) => type === 'nfs');
  t.match(v3?.superOptions, ['rw', 'vers=3']);
  t.end();
});

// As proc(5) has it, with optional fields; and what is odd about lines of real hosts.
const LINES = [
  '20 1 8:1 / / rw,noatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro',
  '36 20 98:0 /mnt1 /mnt rw,noatime master:1 shared:2 propagate_from:3 - ext3 /dev/root rw',
  '37 36 0:40 / /mnt/a\\040b\\011c\\134d ro unbindable - nfs 192.0.2.1:/my\\040export ro,vers=3',
  '38 36 0:41 / /mnt/a rw - fuse.sshfs host:/a-\\043b rw,user_id=0',
  '39 38 0:42 / /mnt/a rw - tmpfs tmpfs rw,size=10k',
  '40 39 0:43 / /mnt/ab rw - tmpfs  rw',
  '41 39 0:44 net:[4026531840] /run/netns/x rw - nsfs nsfs rw',
];

test('optional fields, escapes and an empty source', (t) => {
  const mounts = mountsOf(`${LINES.join('\n')}\n`);
  t.strictSame(
    mounts.map(({ id, path, tags, source }) => [id, path, tags, source]),
    [
      [20, '/', ['shared:1'], '/dev/sda1'],
      [36, '/mnt', ['master:1', 'shared:2', 'propagate_from:3'], '/dev/root'],
      [37, '/mnt/a b\tc\\d', ['unbindable'], '192.0.2.1:/my export'],
      [38, '/mnt/a', [], 'host:/a-#b'],
      [39, '/mnt/a', [], 'tmpfs'],
      [40, '/mnt/ab', [], ''],
      [41, '/run/netns/x', [], 'nsfs'],
    ],
  );
  t.end();
});

test('of several mounts on a path the last is seen', (t) => {
  const mounts = mountsOf(LINES.join('\n'));
  t.equal(mountAt(mounts, '/mnt/a')?.type, 'tmpfs');
  t.equal(mountHolding(mounts, '/mnt/a/file')?.id, 39);
  t.equal(mountHolding(mounts, '/mnt/abc')?.id, 36, 'not a folder whose name only begins alike');
  t.equal(mountHolding(mounts, '/mnt/ab')?.id, 40);
  t.equal(mountHolding(mounts, '/etc')?.id, 20);
  t.equal(mountHolding([], '/etc'), null);
  t.end();
});

test('what is mounted below a folder', (t) => {
  const mounts = mountsOf(LINES.join('\n'));
  const below = (folder: string): readonly number[] =>
    mountsBelow(mounts, folder).map(({ id }) => id);
  t.strictSame(below('/mnt'), [37, 38, 39, 40]);
  t.strictSame(below('/mnt/'), [37, 38, 39, 40]);
  t.strictSame(below('/'), [36, 37, 38, 39, 40, 41]);
  t.strictSame(below('/mnt/a'), []);
  t.end();
});

test('lines that are none are left out', (t) => {
  for (const line of [
    '',
    'x',
    '36 35 98:0 / /mnt rw',
    '36 35 98:0 / /mnt rw - ',
    '36 35 980 / /mnt rw - ext3 a rw',
    'x 35 98:0 / /mnt rw - ext3 a rw',
    '36 35 98:0 / mnt rw - ext3 a rw',
    `36 35 98:0 / /${'x'.repeat(70_000)} rw - ext3 a rw`,
  ]) {
    t.strictSame(mountsOf(line), [], line.slice(0, 60));
  }
  t.equal(
    mountsOf('1 2 3:4 / / rw - a b\n'.repeat(100_010)).length,
    100_000,
    'and what never ends',
  );
  t.end();
});
