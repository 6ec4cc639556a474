import type { Mount } from '#lib/mounts/mount-info.ts';
import { NUMBERS } from './mount-options.ts';
import type { NfsMountOptions } from './mount-options.ts';

/** One thing that server or kernel made another of. */
export type EffectiveDifference = {
  readonly option: keyof NfsMountOptions | 'type';
  readonly asked: string | number | boolean;
  readonly effective: string | number | boolean;
};

/** IANA; the kernel does not print it. */
const NFS_PORT = 2049;

/**
 * Returns where the mount differs from what was asked, in the order of the options: a size negotiated down, an older
 * version, soft instead of hard. What was not asked for is not compared, nor are `others`, and locks only for NFSv3.
 */
export function effectiveDifferences(
  asked: NfsMountOptions,
  mount: Pick<Mount, 'type' | 'options' | 'superOptions'>,
): readonly EffectiveDifference[] {
  if (mount.type !== 'nfs' && mount.type !== 'nfs4') {
    return [{ option: 'type', asked: 'nfs', effective: mount.type }];
  }
  const effective = effectiveOptions(mount);
  return COMPARED.flatMap((option) => {
    const wanted = asked[option];
    const found = effective[option];
    if (wanted === undefined || found === undefined || isSame(option, wanted, found)) return [];
    return [{ option, asked: wanted, effective: found }];
  });
}

const COMPARED = [
  'version',
  'protocol',
  'port',
  'readSizeBytes',
  'writeSizeBytes',
  'recovery',
  'timeoutDeciseconds',
  'retransmissions',
  'nconnect',
  'security',
  'transportSecurity',
  'isFromReservedPort',
  'isLocking',
  'isReadOnly',
] as const satisfies readonly (keyof NfsMountOptions)[];

type Effective = {
  readonly [Key in (typeof COMPARED)[number]]?: string | number | boolean;
};

/** What nfs_show_mount_options (fs/nfs/super.c) prints; what it leaves out has the value that goes without saying. */
function effectiveOptions({
  options,
  superOptions,
}: Pick<Mount, 'options' | 'superOptions'>): Effective {
  const valueOf = (name: string): string | undefined =>
    superOptions.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const isSet = (name: string): boolean => superOptions.includes(name);
  const version = versionOf(valueOf('vers'), valueOf('minorversion'));
  const numbers = NUMBERS.flatMap(({ key, name }) => {
    const value = valueOf(name);
    return value === undefined || !/^\d{1,10}$/.test(value) ? [] : [[key, Number(value)] as const];
  });
  const texts = {
    version,
    protocol: valueOf('proto'),
    recovery: ['softerr', 'soft', 'hard'].find(isSet),
    security: valueOf('sec'),
  };
  return {
    port: NFS_PORT,
    nconnect: 1,
    transportSecurity: valueOf('xprtsec') ?? 'none',
    ...Object.fromEntries(numbers),
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
    isFromReservedPort: !isSet('noresvport'),
    // Locks are part of NFSv4.
    ...(version === '3' ? { isLocking: !isSet('nolock') } : {}),
    isReadOnly: isSet('ro') || options.includes('ro'),
  };
}

/** `vers=4.1`; `vers=4,minorversion=1` before Linux 3.10. */
function versionOf(version: string | undefined, minor: string | undefined): string | undefined {
  return version === '4' ? `4.${minor ?? '0'}` : version;
}

function isSame(
  option: (typeof COMPARED)[number],
  asked: string | number | boolean,
  effective: string | number | boolean,
): boolean {
  if (option === 'version' && asked === '4') return String(effective).startsWith('4.');
  // The kernel says tcp6 for an IPv6 server, whatever was asked.
  if (option === 'protocol')
    return String(asked).replace('6', '') === String(effective).replace('6', '');
  return asked === effective;
}
