import { isIP } from 'node:net';
import type { Mount } from '#lib/mounts/mount-info.ts';

/** Where requests of a mount go. */
export type NfsServer = { readonly address: string; readonly port: number };

/** RFC 8881 §2.9, IANA; the kernel prints only another one. */
const NFS_PORT = 2049;
const HIGHEST_PORT = 65_535;

/** Returns the server of an NFS mount as nfs_show_mount_options (fs/nfs/super.c) tells it; null for other mounts. */
export function serverOf(mount: Pick<Mount, 'type' | 'superOptions'> | null): NfsServer | null {
  if (mount === null || (mount.type !== 'nfs' && mount.type !== 'nfs4')) return null;
  const address = valueOf(mount, 'addr');
  const port = Number(valueOf(mount, 'port') ?? NFS_PORT);
  if (address === null || isIP(address) === 0) return null;
  return Number.isInteger(port) && port > 0 && port <= HIGHEST_PORT ? { address, port } : null;
}

function valueOf({ superOptions }: Pick<Mount, 'superOptions'>, name: string): string | null {
  const prefix = `${name}=`;
  return superOptions.find((option) => option.startsWith(prefix))?.slice(prefix.length) ?? null;
}
