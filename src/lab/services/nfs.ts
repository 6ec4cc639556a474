import { join } from 'node:path';
import { addressOf } from '../topology/hosts.ts';
import { defineService } from './service.ts';

export type NfsOptions = {
  readonly access: 'rw' | 'ro';
  /** A network, or `*` for everybody. */
  readonly clients: string;
  /** Each has a folder of its own, so that what a client holds of another one is stale. */
  readonly generation: number;
  /** As servers do unless told otherwise: root is nobody. */
  readonly squashesRoot: boolean;
  /** The export is a file system of its own of this size; null: it has the machine's room. */
  readonly sizeBytes: number | null;
};

/** What a client mounts. */
export const NFS_EXPORT = '/export';

const MOST_BYTES = 1_048_576;

export const nfs = defineService<NfsOptions>({
  name: 'nfs',
  host: 'storage',
  title: 'NFS-Ganesha',
  program: { command: 'ganesha.nfsd', package: 'nfs-ganesha nfs-ganesha-vfs' },
  healthy: { access: 'rw', clients: '*', generation: 1, squashesRoot: false, sizeBytes: null },
  setup: ({ folder }, options) => {
    const exported = join(folder, `export-${options.generation}`);
    return {
      files: { 'ganesha.conf': ganeshaConfig(folder, exported, options) },
      folders: ['recovery', `export-${options.generation}`],
      args: [
        ...['-F', '-f', join(folder, 'ganesha.conf'), '-p', join(folder, 'pid')],
        ...['-L', 'STDOUT', '-N', 'NIV_WARN'],
      ],
      listens: [{ protocol: 'tcp', port: 2049 }],
      ...(options.sizeBytes === null
        ? {}
        : { memory: { folder: exported, sizeBytes: options.sizeBytes } }),
    };
  },
});

/** NFSv4 alone, on one port: without it ganesha needs rpcbind, and waits 90 s before the first open. */
function ganeshaConfig(folder: string, exported: string, options: NfsOptions): string {
  const access = options.access === 'rw' ? 'RW' : 'RO';
  return `NFS_CORE_PARAM {
  Protocols = 4;
  NFS_Port = 2049;
  Bind_addr = ${addressOf('storage')};
  Enable_NLM = false;
  Enable_RQUOTA = false;
  Enable_UDP = false;
  fsid_device = true;
}
NFSv4 {
  Only_Numeric_Owners = true;
  Graceless = true;
  Grace_Period = 1;
  Lease_Lifetime = 10;
  RecoveryRoot = ${join(folder, 'recovery')};
  Minor_Versions = 0,1,2;
}
EXPORT {
  Export_Id = ${options.generation};
  Path = ${exported};
  Pseudo = ${NFS_EXPORT};
  Access_Type = None;
  Squash = ${options.squashesRoot ? 'Root_Squash' : 'No_Root_Squash'};
  SecType = sys;
  Protocols = 4;
  Transports = TCP;
  MaxRead = ${MOST_BYTES};
  MaxWrite = ${MOST_BYTES};
  PrefRead = ${MOST_BYTES};
  PrefWrite = ${MOST_BYTES};
  FSAL { Name = VFS; }
  CLIENT { Clients = ${options.clients}; Access_Type = ${access}; }
}
`;
}
