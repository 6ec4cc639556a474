import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import { compound, type CompoundReply } from './compound.ts';
import { putRoot } from './operations.ts';

/**
 * A COMPOUND that changes nothing. Minor version 0 does it; 1 and 2 refuse it, because it is in no session, which
 * proves that they are spoken (RFC 8881 §15.1.3); a server without the version says that first.
 */
export function tryMinorVersion(minorVersion: 0 | 1 | 2): RpcProcedure<CompoundReply<null>> {
  return compound(minorVersion, [], putRoot);
}

/** Returns whether a COMPOUND's status proves that its minor version is spoken, or that it is not. */
export function isSpoken(status: string): 'yes' | 'no' | 'not-told' {
  if (status === 'NFS4ERR_MINOR_VERS_MISMATCH') return 'no';
  return PROOFS.has(status) ? 'yes' : 'not-told';
}

/** What only a server says that looked at the operation: NFS4ERR_WRONGSEC and ACCESS are about the root itself. */
const PROOFS: ReadonlySet<string> = new Set([
  'NFS4_OK',
  'NFS4ERR_OP_NOT_IN_SESSION',
  'NFS4ERR_WRONGSEC',
  'NFS4ERR_ACCESS',
  'NFS4ERR_PERM',
]);
