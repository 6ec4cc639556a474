import { hkdfSync, randomBytes } from 'node:crypto';

/** As text: 22 letters of base64url hold 128 bits. */
const FEWEST_LETTERS = 22;
const MOST_LETTERS = 512;
const TOKEN_BYTES = 32;
const KEY_BYTES = 32;

export type ParsedToken =
  { readonly ok: true; readonly key: Buffer } | { readonly ok: false; readonly why: string };

/** Returns a new token of 256 bits, as text. */
export function generateToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * Returns the pre-shared key that a token stands for (HKDF-SHA-256, RFC 5869). White space around the token is
 * dropped: files end in a line break. The reason never quotes the token.
 */
export function keyOf(text: string): ParsedToken {
  const token = text.trim();
  if (token.length < FEWEST_LETTERS) {
    return { ok: false, why: `a token has at least ${FEWEST_LETTERS} letters (128 bits)` };
  }
  if (token.length > MOST_LETTERS || /\s/.test(token)) {
    return { ok: false, why: `a token is one word of at most ${MOST_LETTERS} letters` };
  }
  const key = hkdfSync('sha256', token, '', 'hybrid-preflight peer', KEY_BYTES);
  return { ok: true, key: Buffer.from(key) };
}
