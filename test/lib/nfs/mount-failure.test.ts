import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'tap';
import { mountFailureOf } from '#lib/nfs/mount-failure.ts';
import type { MountFailureKind } from '#lib/nfs/mount-failure.ts';

const DIRECTORY = new URL('fixtures/', import.meta.url);
const NAMES = readdirSync(DIRECTORY).filter((name) => name.endsWith('.txt'));

/** Each file ends with the exit code. */
function recorded(name: string): { readonly stderr: string; readonly code: number } {
  const text = readFileSync(new URL(`${name}.txt`, DIRECTORY), 'utf8');
  const [, stderr = '', code = ''] = /^([^]*)rc (\d+)\n$/.exec(text) ?? [];
  return { stderr, code: Number(code) };
}

const RECORDED: { readonly [name: string]: MountFailureKind } = {
  '2.6.2-bad-option-4.1': 'bad-option',
  '2.6.2-bad-source': 'bad-option',
  '2.6.2-denied-3': 'access-denied',
  '2.6.2-denied-4.1': 'no-such-export',
  '2.6.2-dropped-3': 'timed-out',
  '2.6.2-dropped-soft-4.1': 'timed-out',
  '2.6.2-krb5-3': 'access-denied',
  '2.6.2-krb5-4.1': 'bad-option',
  '2.6.2-net-unreachable-4.1': 'no-route',
  '2.6.2-no-cap': 'not-permitted',
  '2.6.2-no-export-3': 'access-denied',
  '2.6.2-no-export-4.1': 'no-such-export',
  '2.6.2-no-helper': 'no-helper',
  '2.6.2-no-kernel': 'no-kernel-client',
  '2.6.2-no-kernel-v3': 'no-kernel-client',
  '2.6.2-no-mount-point': 'no-mount-point',
  '2.6.2-no-route-3': 'no-route',
  '2.6.2-no-route-4.1': 'no-route',
  '2.6.2-not-a-folder': 'no-mount-point',
  '2.6.2-not-nfs-3': 'version-not-supported',
  '2.6.2-not-nfs-4.1': 'version-not-supported',
  '2.6.2-not-root': 'not-root',
  '2.6.2-other-3': 'version-not-supported',
  '2.6.2-prohibited-4.1': 'no-route',
  '2.6.2-refused-3': 'connection-refused',
  '2.6.2-refused-4.1': 'connection-refused',
  '2.6.2-statd-3': 'no-lock-daemon',
  '2.6.2-udp-3': 'version-not-supported',
  '2.6.2-udp-4.1': 'bad-option',
  '2.6.2-unknown-host-4.1': 'name-not-resolved',
  '2.6.2-version-4.2': 'version-not-supported',
  '2.6.2-version-5': 'server-error',
};

test('what mount.nfs 2.6.2 was seen to say', (t) => {
  t.strictSame(
    new Set(Object.keys(RECORDED).map((name) => `${name}.txt`)),
    new Set(NAMES),
    'every fixture',
  );
  for (const [name, kind] of Object.entries(RECORDED)) {
    const { stderr, code } = recorded(name);
    const { kind: found, text } = mountFailureOf(stderr, code);
    t.equal(code, 32, name);
    t.equal(found, kind, name);
    t.notMatch(text, /^mount(?:\.nfs)?: |\n/, 'without the name of the program');
    t.not(text, '');
  }
  t.end();
});

// utils/mount of nfs-utils 1.3 to 2.7, sys-utils/mount.c of util-linux 2.23 to 2.39, busybox 1.35.
const WRITTEN: readonly (readonly [stderr: string, kind: MountFailureKind])[] = [
  ['mount.nfs: access denied by server while mounting 192.0.2.1:/export', 'access-denied'],
  ['mount.nfs4: access denied by server while mounting 192.0.2.1:/export', 'access-denied'],
  ['mount: 192.0.2.1:/export failed, reason given by server: Permission denied', 'access-denied'],
  ['mount: mounting 192.0.2.1:/export on /mnt failed: Permission denied', 'access-denied'],
  ['mount: /mnt: permission denied.', 'access-denied'],
  [
    'mount.nfs: mounting 192.0.2.1:/nosuch failed, reason given by server:\n  No such file or directory',
    'no-such-export',
  ],
  ['mount: mounting 192.0.2.1:/nosuch on /mnt failed: No such file or directory', 'no-such-export'],
  ['mount: mounting 192.0.2.1:/export on /mnt failed: Connection refused', 'connection-refused'],
  [
    "mount.nfs: mount to NFS server '192.0.2.1' failed: System Error: Connection refused",
    'connection-refused',
  ],
  [
    "mount.nfs: mount to NFS server '192.0.2.1' failed: Connection refused, giving up",
    'connection-refused',
  ],
  ['mount.nfs: Connection refused for 192.0.2.1:/export on /mnt', 'connection-refused'],
  ["mount.nfs: mount to NFS server '192.0.2.1' failed: timed out, giving up", 'timed-out'],
  ["mount.nfs: mount to NFS server '192.0.2.1' failed: timed out, retrying", 'timed-out'],
  ["mount.nfs: mount to NFS server '192.0.2.1' failed: RPC Error: Timed out", 'timed-out'],
  ['mount.nfs: Connection timed out for 192.0.2.1:/export on /mnt', 'timed-out'],
  ["mount.nfs: mount to NFS server '192.0.2.1' failed: System Error: No route to host", 'no-route'],
  ['mount.nfs: Network is unreachable for 192.0.2.1:/export on /mnt', 'no-route'],
  ['mount.nfs: Host is down', 'no-route'],
  [
    'mount.nfs: requested NFS version or transport protocol is not supported for /mnt',
    'version-not-supported',
  ],
  ['mount.nfs: Protocol not supported for 192.0.2.1:/export on /mnt', 'version-not-supported'],
  ['mount.nfs: NFS version 2 is not supported', 'version-not-supported'],
  [
    "mount.nfs: mount to NFS server '192.0.2.1' failed: RPC Error: Program/version mismatch",
    'version-not-supported',
  ],
  [
    "mount.nfs: mount to NFS server '192.0.2.1' failed: RPC Error: Program not registered",
    'not-registered',
  ],
  ['mount.nfs: portmap query failed: RPC: Program not registered', 'not-registered'],
  ["mount: unknown filesystem type 'nfs'", 'no-kernel-client'],
  ["mount: /mnt: unknown filesystem type 'nfs4'.", 'no-kernel-client'],
  ['mount.nfs: No such device for 192.0.2.1:/export on /mnt', 'no-kernel-client'],
  ['mount: mounting 192.0.2.1:/export on /mnt failed: No such device', 'no-kernel-client'],
  [
    'mount: wrong fs type, bad option, bad superblock on 192.0.2.1:/export,\n       missing codepage or helper program, or other error\n       (for several filesystems (e.g. nfs, cifs) you might\n       need a /sbin/mount.<type> helper program)\n\n       In some cases useful info is found in syslog - try\n       dmesg | tail or so.',
    'no-helper',
  ],
  [
    "mount: /mnt: fsconfig() failed: NFS: mount program didn't pass remote address.\n       dmesg(1) may have more information after failed mount system call.",
    'no-helper',
  ],
  ['mount: only root can do that', 'not-root'],
  ['mount: only root can use "--options" option', 'not-root'],
  ['mount: /mnt: must be superuser to use mount.', 'not-root'],
  ['mount.nfs: not installed setuid - "user" NFS mounts not supported.', 'not-root'],
  ['mount.nfs: Operation not permitted', 'not-permitted'],
  ['mount.nfs: Operation not permitted for 192.0.2.1:/export on /mnt', 'not-permitted'],
  ['mount.nfs: /mnt is busy or already mounted', 'busy'],
  ['mount.nfs: /mnt is busy or already mounted or sharecache fail', 'busy'],
  ['mount.nfs: Device or resource busy', 'busy'],
  ['mount.nfs: Read-only file system', 'read-only'],
  ['mount.nfs: Stale file handle', 'stale'],
  ['mount.nfs: Stale NFS file handle', 'stale'],
  ['mount.nfs: Stale file handle for 192.0.2.1:/export on /mnt', 'stale'],
  [
    'mount.nfs: Failed to resolve server nas.example.com: Name or service not known',
    'name-not-resolved',
  ],
  [
    'mount.nfs: Failed to resolve server nas.example.com: Temporary failure in name resolution',
    'name-not-resolved',
  ],
  ["mount: bad address 'nas.example.com'", 'name-not-resolved'],
  ['mount.nfs: an incorrect mount option was specified for /mnt', 'bad-option'],
  ['mount.nfs: Unsupported nfs4 mount option(s) passed', 'bad-option'],
  ["mount.nfs: parsing error on 'vers=' option", 'bad-option'],
  ['mount: mounting 192.0.2.1:/export on /mnt failed: Invalid argument', 'bad-option'],
  ['usage: mount.nfs remotetarget dir [-rvVwfnsh] [-o nfsoptions]', 'bad-option'],
  ['mount.nfs: 192.0.2.1:/export failed, security flavor not supported', 'security-refused'],
  ['mount.nfs: mount point /mnt/x does not exist', 'no-mount-point'],
  ['mount: mount point /mnt/x does not exist', 'no-mount-point'],
  ['mount: /mnt/x: mount point does not exist.', 'no-mount-point'],
  ['mount: /etc/hosts: mount point is not a directory.', 'no-mount-point'],
  [
    'mount.nfs: mount spec 192.0.2.1:/export or point /etc/hosts is not a directory',
    'no-mount-point',
  ],
  [
    "mount.nfs: rpc.statd is not running but is required for remote locking.\nmount.nfs: Either use '-o nolock' to keep locks local, or start statd.\nmount.nfs: an incorrect mount option was specified",
    'no-lock-daemon',
  ],
  ['mount.nfs: mount system call failed', 'server-error'],
  ['mount.nfs: mount system call failed for /mnt', 'server-error'],
  ['mount.nfs: Remote I/O error', 'server-error'],
  ['mount.nfs: Connection reset by peer', 'server-error'],
  ['mount.nfs: Unknown error 521', 'server-error'],
  [
    'mount.nfs: mounting x failed, reason given by server: unknown nfs status return value: 22',
    'server-error',
  ],
  ['mount.nfs: encountered unexpected error condition.', 'unknown'],
];

test('what other versions say, by their source', (t) => {
  for (const [stderr, kind] of WRITTEN) {
    t.equal(mountFailureOf(`${stderr}\n`, 32).kind, kind, stderr);
    t.equal(mountFailureOf(stderr.replaceAll('\n', '\r\n'), 32).kind, kind, `${stderr}, \\r\\n`);
  }
  t.end();
});

test('with -v, what was tried on the way does not count', (t) => {
  const tried = [
    'mount.nfs: timeout set for Sat Nov 21 11:00:00 2026',
    "mount.nfs: trying text-based options 'vers=4.2,addr=192.0.2.1'",
    'mount.nfs: mount(2): Protocol not supported',
    'mount.nfs: mount(2): No such file or directory',
    "mount.nfs: trying text-based options 'vers=3,addr=192.0.2.1'",
    'mount.nfs: prog 100003, trying vers=3, prot=6',
    'mount.nfs: portmap query failed: RPC: Program not registered',
  ].join('\n');
  t.equal(
    mountFailureOf(`${tried}\nmount.nfs: Connection refused\n`, 32).kind,
    'connection-refused',
  );
  t.equal(mountFailureOf(tried, 32).kind, 'not-registered', 'unless nothing else was said');
  t.end();
});

test('what says nothing', (t) => {
  t.strictSame(mountFailureOf('', 32), { kind: 'unknown', text: '' });
  t.strictSame(mountFailureOf('', 8), { kind: 'interrupted', text: '' });
  t.strictSame(mountFailureOf('\u001b[31mmount.nfs: so\u0007 odd\u001b[0m\n', 32), {
    kind: 'unknown',
    text: 'so odd',
  });
  t.end();
});

test('no text makes it throw, wait or grow', (t) => {
  const words = WRITTEN.map(([stderr]) => stderr);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .tuple(fc.constantFrom(...words), fc.nat(80), fc.string({ unit: 'binary', maxLength: 9 }))
      .map(([word, at, odd]) => word.slice(0, at) + odd + word.slice(at)),
  );
  fc.assert(
    fc.property(text, fc.nat(255), (stderr, code) => {
      const { kind, text: said } = mountFailureOf(stderr, code);
      t.ok(kind.length > 0 && said.length <= 300 && !/[\u0000-\u0008\u001b]/.test(said));
    }),
    { seed: 20261122, numRuns: 1000 },
  );
  for (const part of [
    'mount point x',
    'reason given by server:\n',
    'NFS version ',
    ' ',
    '\n',
    '/',
  ]) {
    const startedAt = performance.now();
    mountFailureOf(part.repeat(1_000_000 / part.length), 32);
    t.ok(performance.now() - startedAt < 1000, JSON.stringify(part));
  }
  t.end();
});
