import type { ExportStanding } from '#core/nfs-services.ts';
import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import { compound, type CompoundReply, type Operation } from './compound.ts';
import { pathOf } from './export-path.ts';
import { getHandle, lookUp, putRoot } from './operations.ts';

/** Returns the operations that lead from the root to the handle of a path, without the last. */
export function wayTo(names: readonly string[]): readonly Operation<null>[] {
  return [putRoot, ...names.map(lookUp)];
}

/** Looks a path up by minor version 0, which needs no session. It reads only. */
export function lookUpPath(names: readonly string[]): RpcProcedure<CompoundReply<null>> {
  return compound(0, wayTo(names), getHandle);
}

const REFUSED: ReadonlySet<string> = new Set([
  'NFS4ERR_ACCESS',
  'NFS4ERR_PERM',
  'NFS4ERR_WRONGSEC',
]);

const NOT_KNOWN: ReadonlySet<string> = new Set(['NFS4ERR_NOENT', 'NFS4ERR_NOTDIR']);

/** Returns where a path stands by the answer to its lookup; `leadCount` operations came before PUTROOTFH. */
export function standingByLookup(
  names: readonly string[],
  minorVersion: 0 | 1 | 2,
  { status, doneCount }: Pick<CompoundReply<null>, 'status' | 'doneCount'>,
  leadCount = 0,
): ExportStanding {
  if (status === 'NFS4_OK') return { kind: 'looked-up', minorVersion };
  // PUTROOTFH stops at the root, the first LOOKUP at the first name, GETFH at the last.
  const at = pathOf(names.slice(0, Math.max(0, doneCount - leadCount)));
  if (REFUSED.has(status)) return { kind: 'refused', at, status };
  return { kind: NOT_KNOWN.has(status) ? 'not-known' : 'failed', at, status };
}
