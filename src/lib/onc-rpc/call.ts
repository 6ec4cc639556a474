import type { XdrReader } from './xdr-read.ts';
import { xdrOpaque, xdrText, xdrUint } from './xdr-write.ts';

/** Who calls. AUTH_SYS is what a client without Kerberos sends: the server believes it (RFC 5531 appendix A). */
export type RpcCredential =
  | { readonly flavor: 'none' }
  | {
      readonly flavor: 'sys';
      readonly machine: string;
      readonly uid: number;
      readonly gid: number;
      readonly gids: readonly number[];
    };

/** One call with all that it takes to read its answer. */
export interface RpcProcedure<Answer> {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly credential: RpcCredential;
  readonly parameters: Uint8Array;
  /** The longest reply that is taken, with the headers of its fragments. */
  readonly mostReplyBytes: number;
  /** Reads the results. Throws XdrError. */
  readonly read: (results: XdrReader) => Answer;
}

export const NO_CREDENTIAL: RpcCredential = { flavor: 'none' };

/** For replies of a few numbers: far more than any of them takes. */
export const SHORT_REPLY_BYTES = 4096;

/** A NULL: every program has it as procedure 0, without parameters, results or a check of who calls (RFC 5531 §12). */
export function nullProcedure(program: number, version: number): RpcProcedure<null> {
  return {
    program,
    version,
    procedure: 0,
    credential: NO_CREDENTIAL,
    parameters: new Uint8Array(),
    mostReplyBytes: SHORT_REPLY_BYTES,
    read: () => null,
  };
}

const CALL = 0;
const RPC_VERSION = 2;
const AUTH_NONE = 0;
const AUTH_SYS = 1;

/** RFC 5531 §8.2 and appendix A. */
const MOST_CREDENTIAL_BYTES = 400;
const MOST_MACHINE_BYTES = 255;

/** Returns a call message (RFC 5531 §9). `xid` is 32 bits that its reply repeats. */
export function encodeCall(xid: number, call: RpcProcedure<unknown>): Buffer {
  const { program, version, procedure, credential, parameters } = call;
  return Buffer.concat([
    xdrUint(xid, CALL, RPC_VERSION, program, version, procedure),
    encodeCredential(credential),
    xdrUint(AUTH_NONE, 0), // the verifier is empty with both flavors
    parameters,
  ]);
}

function encodeCredential(credential: RpcCredential): Buffer {
  if (credential.flavor === 'none') return xdrUint(AUTH_NONE, 0);
  const { machine, uid, gid, gids } = credential;
  const stamp = 0; // arbitrary: nobody reads it
  const body = Buffer.concat([
    xdrUint(stamp),
    xdrText(machine, MOST_MACHINE_BYTES),
    xdrUint(uid, gid, gids.length, ...gids),
  ]);
  return Buffer.concat([xdrUint(AUTH_SYS), xdrOpaque(body, MOST_CREDENTIAL_BYTES)]);
}
