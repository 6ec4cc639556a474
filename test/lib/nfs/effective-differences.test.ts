import { test } from 'tap';
import { mountAt, mountsOf } from '#lib/mounts/mount-info.ts';
import type { Mount } from '#lib/mounts/mount-info.ts';
import { effectiveDifferences } from '#lib/nfs/effective-differences.ts';
import type { NfsMountOptions } from '#lib/nfs/mount-options.ts';
import { fixture } from '../mounts/fixture.ts';

function recorded(name: string, path: string): Mount {
  const mount = mountAt(mountsOf(fixture(name)), path);
  if (mount === null) throw new Error(`${name} has no ${path}`);
  return mount;
}

const V41 = recorded('6.1-mountinfo', '/mnt/b');
const V3 = recorded('6.1-mountinfo-v3', '/mnt/nfs');

/** A mount with these options, and what else every kernel prints. */
function mountWith(...superOptions: readonly string[]): Mount {
  return { ...V41, superOptions: ['rw', ...superOptions, 'sec=sys', 'addr=192.0.2.1'] };
}

function said(asked: NfsMountOptions, mount: Mount): readonly string[] {
  return effectiveDifferences(asked, mount).map(
    (one) => `${one.option}: ${one.asked} became ${one.effective}`,
  );
}

test('what was accepted as asked', (t) => {
  const asked: NfsMountOptions = {
    ...{ version: '4.1', protocol: 'tcp', port: 2049, readSizeBytes: 524_288, nconnect: 4 },
    ...{ writeSizeBytes: 524_288, recovery: 'soft', timeoutDeciseconds: 50, retransmissions: 1 },
    ...{ security: 'sys', transportSecurity: 'none', isFromReservedPort: false, isReadOnly: false },
    ...{ isLocking: false, others: ['noatime'] },
  };
  t.strictSame(said(asked, V41), [], 'locks are part of NFSv4, and others are not compared');
  t.strictSame(said({}, V41), [], 'nothing was asked');
  t.strictSame(said({ version: '4' }, V41), []);
  t.strictSame(said({ version: '3', isLocking: false }, V3), []);
  t.strictSame(said({ protocol: 'tcp' }, mountWith('proto=tcp6')), []);
  t.end();
});

test('what became of what was asked', (t) => {
  const rows: readonly (readonly [NfsMountOptions, Mount, string])[] = [
    [{ readSizeBytes: 1_048_576 }, V41, 'readSizeBytes: 1048576 became 524288'],
    [{ writeSizeBytes: 1_048_576 }, V41, 'writeSizeBytes: 1048576 became 524288'],
    [{ version: '4.2' }, V41, 'version: 4.2 became 4.1'],
    [{ version: '4' }, V3, 'version: 4 became 3'],
    [{ version: '4.1' }, mountWith('vers=4'), 'version: 4.1 became 4.0'],
    [{ version: '4.2' }, mountWith('vers=4', 'minorversion=1'), 'version: 4.2 became 4.1'],
    [{ recovery: 'hard' }, V41, 'recovery: hard became soft'],
    [{ recovery: 'soft' }, mountWith('hard'), 'recovery: soft became hard'],
    [{ recovery: 'soft' }, mountWith('softerr'), 'recovery: soft became softerr'],
    [{ protocol: 'rdma' }, V41, 'protocol: rdma became tcp'],
    [{ timeoutDeciseconds: 600 }, V41, 'timeoutDeciseconds: 600 became 50'],
    [{ retransmissions: 2 }, V41, 'retransmissions: 2 became 1'],
    [{ nconnect: 8 }, V41, 'nconnect: 8 became 4'],
    [{ nconnect: 8 }, V3, 'nconnect: 8 became 1'],
    [{ port: 2050 }, V41, 'port: 2050 became 2049'],
    [{ port: 2049 }, mountWith('port=2050'), 'port: 2049 became 2050'],
    [{ security: 'krb5' }, V41, 'security: krb5 became sys'],
    [{ transportSecurity: 'tls' }, V41, 'transportSecurity: tls became none'],
    [{ transportSecurity: 'none' }, mountWith('xprtsec=tls'), 'transportSecurity: none became tls'],
    [{ isFromReservedPort: true }, V41, 'isFromReservedPort: true became false'],
    [{ isLocking: true }, V3, 'isLocking: true became false'],
    [{ isReadOnly: false }, { ...V41, options: ['ro'] }, 'isReadOnly: false became true'],
    [{ isReadOnly: false }, { ...V41, superOptions: ['ro'] }, 'isReadOnly: false became true'],
    [{ version: '3' }, { ...V41, type: 'ext4' }, 'type: nfs became ext4'],
  ];
  for (const [asked, mount, wanted] of rows) t.strictSame(said(asked, mount), [wanted], wanted);
  t.end();
});

test('what the kernel does not tell is not compared', (t) => {
  const silent = { ...V41, superOptions: ['rw', 'rsize=x'] };
  t.strictSame(
    said({ readSizeBytes: 4096, version: '3', recovery: 'hard', security: 'sys' }, silent),
    [],
  );
  t.end();
});
