/**
 * What is said to a port that the other side listens on for us, and what comes back. Who does not know the question
 * gets no answer; the answer is as long as the question, so that nobody is sent more than came from there.
 */
const NONCE_BYTES = 16;
const MARK = Buffer.from('hybrid-preflight'); // tells whoever captures the packet what it is

/** An IPv6 address with a zone, and room to spare. */
const ADDRESS_BYTES = 64;

export const ECHO_BYTES = MARK.length + NONCE_BYTES + ADDRESS_BYTES;

export const ECHO_NONCE_BYTES = NONCE_BYTES;

/** Returns the question of one lease. */
export function encodeAsk(nonce: Uint8Array): Buffer {
  return Buffer.concat([MARK, nonce, Buffer.alloc(ADDRESS_BYTES)]);
}

/** Returns the answer of one lease: its nonce, and the address that the question came from. */
export function encodeEcho(nonce: Uint8Array, source: string): Buffer {
  const address = Buffer.alloc(ADDRESS_BYTES);
  address.write(source, 'latin1');
  return Buffer.concat([MARK, nonce, address]);
}

export type Echo =
  /** The other side was reached, and saw this source address. */
  | { readonly kind: 'ours'; readonly source: string }
  /** Something came back that this lease did not say. */
  | { readonly kind: 'other' }
  | { readonly kind: 'nothing' };

/** Reads what came back, holding it against the nonce that the lease promised. */
export function readEcho(bytes: Uint8Array, nonce: Uint8Array): Echo {
  if (bytes.length === 0) return { kind: 'nothing' };
  const head = Buffer.concat([MARK, nonce]);
  const isOurs = bytes.length === ECHO_BYTES && head.equals(bytes.subarray(0, head.length));
  if (!isOurs) return { kind: 'other' };
  const text = Buffer.from(bytes.subarray(head.length)).toString('latin1');
  return { kind: 'ours', source: text.replace(/\0.*$/s, '') };
}
