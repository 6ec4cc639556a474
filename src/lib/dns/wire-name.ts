import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

export type WireName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unusable'; readonly why: string };

/** RFC 1035 §2.3.4: 255 bytes on the wire, which leaves 253 characters as text. */
const LONGEST_NAME = 253;

/** Letters, digits, hyphen and the underscore of service labels; RFC 1035 §2.3.4: 63 bytes at most. */
const LABEL = /^[a-z0-9_-]{1,63}$/i;

const ASCII = /^[\x20-\x7e]*$/;

/**
 * Returns a name as DNS carries it, without its trailing dot, or says why it cannot be asked for.
 * The encoder behind us writes garbage for names that break these rules.
 */
export function wireName(text: string): WireName {
  if (text === '.') return { kind: 'name', name: '.' };
  const withoutDot = text.endsWith('.') ? text.slice(0, -1) : text;
  const name = ASCII.test(withoutDot) ? withoutDot : domainToASCII(withoutDot);
  if (name === '') return unusable(text, 'is not a domain name');
  if (isIP(name) !== 0) return unusable(text, 'is an address, not a name');
  if (name.length > LONGEST_NAME)
    return unusable(text, `is longer than ${LONGEST_NAME} characters`);
  const label = name.split('.').find((part) => !LABEL.test(part));
  if (label === undefined) return { kind: 'name', name };
  return unusable(
    text,
    `has the label "${label}": 1 to 63 letters, digits, "-" or "_" are allowed`,
  );
}

function unusable(text: string, why: string): WireName {
  return { kind: 'unusable', why: `"${text}" ${why}` };
}
