import { test } from 'tap';
import { mountAt, mountsOf } from '#lib/mounts/mount-info.ts';
import { serverOf } from '#lib/nfs/server-of-mount.ts';
import { fixture } from '../mounts/fixture.ts';

test('the server of a mount, as real kernels tell it', (t) => {
  for (const name of ['6.1-mountinfo', '6.1-mountinfo-v3']) {
    const mounts = mountsOf(fixture(name));
    const path = name === '6.1-mountinfo' ? '/mnt/with space' : '/mnt/nfs';
    t.strictSame(serverOf(mountAt(mounts, path)), { address: '192.0.2.1', port: 2049 });
    t.equal(serverOf(mountAt(mounts, '/run')), null, 'no NFS');
  }
  t.end();
});

const rows: readonly (readonly [superOptions: readonly string[], server: unknown])[] = [
  [['addr=192.0.2.1', 'port=20490'], { address: '192.0.2.1', port: 20_490 }],
  [
    ['port=2050', 'clientaddr=192.0.2.2', 'addr=2001:db8::1'],
    { address: '2001:db8::1', port: 2050 },
  ],
  [['clientaddr=192.0.2.2', 'mountaddr=192.0.2.1'], null],
  [['addr=-x'], null],
  [['addr=192.0.2.1', 'port=0'], null],
  [['addr=192.0.2.1', 'port=65536'], null],
  [['addr=192.0.2.1', 'port=x'], null],
  [[], null],
];

test('other ports, and what is none', (t) => {
  for (const [superOptions, server] of rows) {
    t.strictSame(serverOf({ type: 'nfs4', superOptions }), server, superOptions.join());
  }
  t.equal(serverOf({ type: 'ceph', superOptions: ['addr=192.0.2.1'] }), null);
  t.equal(serverOf(null), null);
  t.end();
});
