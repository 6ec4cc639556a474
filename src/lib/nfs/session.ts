import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import { XdrError } from '#lib/onc-rpc/xdr-error.ts';
import type { XdrReader } from '#lib/onc-rpc/xdr-read.ts';
import { xdrFixed, xdrOpaque, xdrUint } from '#lib/onc-rpc/xdr-write.ts';
import { compound, type CompoundReply, type Operation } from './compound.ts';
import { wayTo } from './lookup.ts';
import { getHandle } from './operations.ts';

/** A minor version in which every operation must be in a session. */
export type SessionMinorVersion = 1 | 2;

/** What a server calls a client that has introduced itself. */
export interface ClientId {
  readonly id: Buffer;
  /** The number that its CREATE_SESSION must have. */
  readonly sequence: number;
}

const CLIENT_ID_BYTES = 8;
export const VERIFIER_BYTES = 8;
const SESSION_ID_BYTES = 16;
/** RFC 8881 §3.1: NFS4_OPAQUE_LIMIT. */
const MOST_OPAQUE_BYTES = 1024;

/** No layouts of pNFS are wanted: EXCHGID4_FLAG_USE_NON_PNFS (RFC 8881 §18.35.1). */
const USE_NON_PNFS = 0x00010000;
/** SP4_NONE: state is not protected, and a connection belongs to a session from its first SEQUENCE on. */
const NO_PROTECTION = 0;

/** Introduces a client (RFC 8881 §18.35). `owner` must be like no other client's: a server ends that one's state. */
export function exchangeId(
  minorVersion: SessionMinorVersion,
  owner: { readonly verifier: Buffer; readonly name: Buffer },
): RpcProcedure<CompoundReply<ClientId>> {
  return compound(minorVersion, [], {
    code: 42,
    parameters: Buffer.concat([
      xdrFixed(owner.verifier),
      xdrOpaque(owner.name, MOST_OPAQUE_BYTES),
      xdrUint(USE_NON_PNFS, NO_PROTECTION, 0), // and no word of this implementation
    ]),
    read: readClientId,
  });
}

function readClientId(results: XdrReader): ClientId {
  const id = results.fixed(CLIENT_ID_BYTES);
  const sequence = results.uint();
  results.uint(); // flags
  if (results.uint() !== NO_PROTECTION) throw new XdrError('a protection that was not asked for');
  results.fixed(8); // the server's minor id
  results.opaque(MOST_OPAQUE_BYTES); // its major id
  results.opaque(MOST_OPAQUE_BYTES); // its scope
  const implementations = results.uint();
  if (implementations > 1) throw new XdrError(`${implementations} implementations of one server`);
  if (implementations === 1) {
    results.opaque(MOST_OPAQUE_BYTES); // domain
    results.opaque(MOST_OPAQUE_BYTES); // name
    results.fixed(12); // when it was built
  }
  return { id, sequence };
}

/** One request at a time, as long as the longest path makes it. */
const FORE_CHANNEL = xdrUint(0, 16_384, 16_384, 4096, 1024, 1, 0);
/** Nothing is called back; Linux demands this much all the same. */
const BACK_CHANNEL = xdrUint(0, 4096, 4096, 0, 2, 1, 0);
/** The first program number that nobody assigns (RFC 5531 §13): no server calls it. */
const CALLBACK_PROGRAM = 0x40000000;
const ONE_CALLBACK_WITHOUT_CREDENTIAL = [1, 0] as const;

/** Opens a session of one slot (RFC 8881 §18.36), and returns its id. */
export function createSession(
  minorVersion: SessionMinorVersion,
  { id, sequence }: ClientId,
): RpcProcedure<CompoundReply<Buffer>> {
  return compound(minorVersion, [], {
    code: 43,
    parameters: Buffer.concat([
      id,
      xdrUint(sequence, 0), // neither persistent nor called back
      FORE_CHANNEL,
      BACK_CHANNEL,
      xdrUint(CALLBACK_PROGRAM, ...ONE_CALLBACK_WITHOUT_CREDENTIAL),
    ]),
    read: (results) => {
      const session = results.fixed(SESSION_ID_BYTES);
      results.fixed(8); // sequence and flags
      skipChannel(results);
      skipChannel(results);
      return session;
    },
  });
}

function skipChannel(results: XdrReader): void {
  results.fixed(24);
  const readsOfRdma = results.uint();
  if (readsOfRdma > 1) throw new XdrError(`${readsOfRdma} attributes, where one is the most`);
  results.fixed(4 * readsOfRdma);
}

/** Begins a COMPOUND in a session, in its only slot; the first has the number 1 (RFC 8881 §18.46). */
function sequence(session: Buffer, number: number): Operation<null> {
  return {
    code: 53,
    parameters: Buffer.concat([xdrFixed(session), xdrUint(number, 0, 0, 0)]),
    read: (results) => {
      results.fixed(SESSION_ID_BYTES);
      results.fixed(20); // number, slot, two highest slots, flags
      return null;
    },
  };
}

/** How many operations come before the first of a lookup. */
export const SEQUENCE_COUNT = 1;

/** Looks a path up; the first COMPOUND of its session. */
export function lookUpInSession(
  minorVersion: SessionMinorVersion,
  session: Buffer,
  names: readonly string[],
): RpcProcedure<CompoundReply<null>> {
  return compound(minorVersion, [sequence(session, 1), ...wayTo(names)], getHandle);
}

/** Ends a session (RFC 8881 §18.37); the second COMPOUND in it, which joins this connection to it. */
export function destroySession(
  minorVersion: SessionMinorVersion,
  session: Buffer,
): RpcProcedure<CompoundReply<null>> {
  return compound(minorVersion, [sequence(session, 2)], {
    code: 44,
    parameters: xdrFixed(session),
    read: () => null,
  });
}

/** Makes the server forget a client without sessions (RFC 8881 §18.50). */
export function destroyClient(
  minorVersion: SessionMinorVersion,
  { id }: ClientId,
): RpcProcedure<CompoundReply<null>> {
  return compound(minorVersion, [], { code: 57, parameters: xdrFixed(id), read: () => null });
}
