import type { RpcRefusal } from '#core/rpc.ts';
import { XdrError } from './xdr-error.ts';
import { readXdr, type XdrReader } from './xdr-read.ts';

export type RpcReply = { readonly kind: 'success'; readonly results: Buffer } | RpcRefusal;

/** RFC 5531 §9. */
const REPLY = 1;
const ACCEPTED = 0;
const DENIED = 1;
const MOST_VERIFIER_BYTES = 400;

/** Returns what a reply message says. Throws XdrError for what is no reply to the call with this xid. */
export function decodeReply(message: Uint8Array, xid: number): RpcReply {
  const reader = readXdr(message);
  if (reader.uint() !== xid) throw new XdrError('its xid is that of another call');
  const type = reader.uint();
  if (type !== REPLY) throw new XdrError(`a message of type ${type}, which is no reply`);
  const state = reader.uint();
  if (state === ACCEPTED) return acceptedReply(reader);
  if (state === DENIED) return deniedReply(reader);
  throw new XdrError(`a reply of state ${state}`);
}

function acceptedReply(reader: XdrReader): RpcReply {
  reader.uint(); // the flavor of the verifier: neither AUTH_NONE nor AUTH_SYS has one to check
  reader.opaque(MOST_VERIFIER_BYTES);
  const state = reader.uint();
  switch (state) {
    case 0:
      return { kind: 'success', results: reader.rest() };
    case 1:
      return { kind: 'program-unavailable' };
    case 2:
      return { kind: 'program-mismatch', low: reader.uint(), high: reader.uint() };
    case 3:
      return { kind: 'procedure-unavailable' };
    case 4:
      return { kind: 'garbage-arguments' };
    case 5:
      return { kind: 'system-error' };
    default:
      throw new XdrError(`an accepted reply of state ${state}`);
  }
}

function deniedReply(reader: XdrReader): RpcReply {
  const state = reader.uint();
  if (state === 0) return { kind: 'rpc-mismatch', low: reader.uint(), high: reader.uint() };
  if (state !== 1) throw new XdrError(`a denied reply of state ${state}`);
  const status = reader.uint();
  return { kind: 'auth-error', status: AUTH_STATUS[status] ?? `auth_stat ${status}` };
}

/** RFC 5531 §9. */
const AUTH_STATUS: Readonly<Record<number, string>> = {
  0: 'AUTH_OK',
  1: 'AUTH_BADCRED',
  2: 'AUTH_REJECTEDCRED',
  3: 'AUTH_BADVERF',
  4: 'AUTH_REJECTEDVERF',
  5: 'AUTH_TOOWEAK',
  6: 'AUTH_INVALIDRESP',
  7: 'AUTH_FAILED',
  8: 'AUTH_KERB_GENERIC',
  9: 'AUTH_TIMEEXPIRE',
  10: 'AUTH_TKT_FILE',
  11: 'AUTH_DECODE',
  12: 'AUTH_NET_ADDR',
  13: 'RPCSEC_GSS_CREDPROBLEM',
  14: 'RPCSEC_GSS_CTXPROBLEM',
};
