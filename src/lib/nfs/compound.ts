import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import { XdrError } from '#lib/onc-rpc/xdr-error.ts';
import type { XdrReader } from '#lib/onc-rpc/xdr-read.ts';
import { xdrOpaque, xdrUint } from '#lib/onc-rpc/xdr-write.ts';
import { MOUNTING_ROOT, nfsNull } from './programs.ts';
import { statusName } from './status.ts';

/** One operation of a COMPOUND. */
export interface Operation<Result> {
  readonly code: number;
  readonly parameters: Uint8Array;
  /** Reads what follows NFS4_OK; of the operations used here, nothing follows another status. */
  readonly read: (results: XdrReader) => Result;
}

/** How far a COMPOUND came: a server stops at the first operation that fails (RFC 8881 §16.2.3). */
export interface CompoundReply<Result> {
  /** The name of its nfsstat4. */
  readonly status: string;
  readonly doneCount: number;
  /** Of the last operation, where all were done. */
  readonly result: Result | null;
}

const COMPOUND = 1;
const OP_ILLEGAL = 10044;
const OK = 0;

/** A server repeats the tag, which is empty here; it must not be long either way. */
const MOST_TAG_BYTES = 1024;

/** A few results of operations; EXCHANGE_ID's are the longest, of 3 KiB at most (RFC 8881 §18.35). */
const MOST_REPLY_BYTES = 16_384;

/** Returns the call of these operations, of which the last has a result of interest (RFC 8881 §16.2). */
export function compound<Result>(
  minorVersion: number,
  before: readonly Operation<unknown>[],
  last: Operation<Result>,
): RpcProcedure<CompoundReply<Result>> {
  const operations = [...before, last];
  return {
    ...nfsNull(4),
    procedure: COMPOUND,
    credential: MOUNTING_ROOT,
    parameters: Buffer.concat([
      xdrOpaque(new Uint8Array(), 0),
      xdrUint(minorVersion, operations.length),
      ...operations.flatMap(({ code, parameters }) => [xdrUint(code), parameters]),
    ]),
    mostReplyBytes: MOST_REPLY_BYTES + 8 * operations.length,
    read: (results) => readReply(results, before, last),
  };
}

function readReply<Result>(
  reader: XdrReader,
  before: readonly Operation<unknown>[],
  last: Operation<Result>,
): CompoundReply<Result> {
  const status = reader.uint();
  reader.opaque(MOST_TAG_BYTES);
  const count = reader.uint();
  const wholeCount = before.length + 1;
  if (count > wholeCount || (status === OK && count < wholeCount)) {
    throw new XdrError(`${count} results of ${wholeCount} operations, with ${statusName(status)}`);
  }
  const told = before.slice(0, count).map((operation) => readResult(reader, operation).status);
  const end = count === wholeCount ? readResult(reader, last) : null;
  const doneCount = doneOf(status, end === null ? told : [...told, end.status]);
  return { status: statusName(status), doneCount, result: end?.result ?? null };
}

/** Returns how many were done. Only the last result may be of one that failed, and its status is the whole's. */
function doneOf(status: number, statuses: readonly number[]): number {
  const end = statuses.at(-1);
  if (end === undefined) return 0;
  if (statuses.slice(0, -1).some((one) => one !== OK)) {
    throw new XdrError('results behind an operation that failed');
  }
  if (end !== status) {
    throw new XdrError(`${statusName(status)}, and another status of its last operation`);
  }
  return end === OK ? statuses.length : statuses.length - 1;
}

function readResult<Result>(
  reader: XdrReader,
  { code, read }: Operation<Result>,
): { readonly status: number; readonly result: Result | null } {
  const answered = reader.uint();
  if (answered !== code && answered !== OP_ILLEGAL) {
    throw new XdrError(`a result of operation ${answered}, where that of ${code} must stand`);
  }
  const status = reader.uint();
  return { status, result: status === OK ? read(reader) : null };
}
