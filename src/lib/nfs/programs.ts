import { nullProcedure, type RpcCredential, type RpcProcedure } from '#lib/onc-rpc/call.ts';

/** RFC 1833 §3.1 */
export const PORTMAPPER = { program: 100000, version: 2, port: 111 } as const;

/** RFC 1813 §2 and RFC 7530 §3.1: also the usual port of version 3. */
export const NFS = { program: 100003, port: 2049 } as const;

/** RFC 1813 §5.1 */
export const MOUNTD = { program: 100005, version: 3 } as const;

/** Proves that a version of NFS is served (RFC 1813 §3.3.0, RFC 8881 §16.1). */
export function nfsNull(version: 3 | 4): RpcProcedure<null> {
  return nullProcedure(NFS.program, version);
}

/**
 * As a kernel mounts: by root. A server that maps root to nobody answers as it would answer that kernel. The name
 * is not this host's: a server that logs it shall see who asks.
 */
export const MOUNTING_ROOT: RpcCredential = {
  flavor: 'sys',
  machine: 'hybrid-preflight',
  uid: 0,
  gid: 0,
  gids: [],
};
