import { mtuIn } from './mtu.ts';
import type { MarkReason, TraceMark, TraceTool } from './trace.ts';

/** Whose mark it is: the same letter means different things in IPv4 and IPv6. */
export type MarkDialect = { readonly tool: TraceTool; readonly isIpv6: boolean };

type Letters = { readonly [letter: string]: MarkReason };

const COMMON: Letters = {
  '': 'low-ttl',
  H: 'host',
  N: 'net',
  P: 'protocol',
  S: 'source-route',
  X: 'admin-prohibited',
  V: 'precedence',
  C: 'precedence',
  F: 'frag-needed',
};

/**
 * Where a dialect differs: Butskoy's `!X` is code 9, 10 or 13; busybox says `!A` for 9 and 13, `!C` for 10, and `!S` for
 * a prohibition of IPv6; BSD follows RFC 1812 with `!A` and `!Z`, and traceroute6 has `!P` and `!A` of its own (FreeBSD
 * and macOS sources). tracepath sees an errno of the kernel, where 10 and 13 are EHOSTUNREACH and 9 is ENETUNREACH.
 */
const OWN: { readonly [tool in TraceTool]: { readonly ipv4: Letters; readonly ipv6: Letters } } = {
  traceroute: { ipv4: { X: 'prohibited' }, ipv6: { X: 'prohibited' } },
  inetutils: { ipv4: {}, ipv6: {} },
  busybox: {
    ipv4: { A: 'prohibited', C: 'host-prohibited' },
    ipv6: { A: 'prohibited', C: 'host-prohibited', S: 'admin-prohibited' },
  },
  bsd: {
    ipv4: { A: 'net-prohibited', Z: 'host-prohibited', U: 'net', W: 'host' },
    ipv6: { P: 'admin-prohibited', A: 'host', S: 'other' },
  },
  tracepath: {
    ipv4: { H: 'host-or-prohibited', N: 'net-or-prohibited', A: 'prohibited' },
    ipv6: { H: 'host-or-prohibited', N: 'net-or-prohibited', A: 'prohibited' },
  },
  mtr: { ipv4: {}, ipv6: {} },
};

/** The codes of ICMP "destination unreachable" (RFC 792, RFC 1812 5.2.7.1), for marks such as `!<10>`. */
const CODES: readonly MarkReason[] = [
  'net',
  'host',
  'protocol',
  'port',
  'frag-needed',
  'source-route',
  'net',
  'host',
  'other',
  'net-prohibited',
  'host-prohibited',
  'other',
  'other',
  'admin-prohibited',
  'precedence',
  'precedence',
];

const MARK = /^!([A-Z]?)(?:-(\d{1,10}))?$/;
const NUMBERED = /^!<?(\d{1,10})>?$/;
// The longest that any of them prints is `!<4294967295>`.
const PRINTABLE = /^![!-~]{0,20}$/;

/** Returns what a word with an exclamation mark means, or null for a word without. */
export function markOf(word: string, dialect: MarkDialect): TraceMark | null {
  if (!PRINTABLE.test(word)) return null;
  const code = NUMBERED.exec(word)?.[1];
  if (code !== undefined) return { text: word, reason: codeReason(Number(code), dialect) };
  const [, letter, mtu] = MARK.exec(word) ?? [];
  const reason = letter === undefined ? 'other' : letterReason(letter, dialect);
  const mtuBytes = reason === 'frag-needed' ? mtuIn(mtu) : null;
  return { text: word, reason, ...(mtuBytes === null ? {} : { mtuBytes }) };
}

function letterReason(letter: string, { tool, isIpv6 }: MarkDialect): MarkReason {
  const own = OWN[tool][isIpv6 ? 'ipv6' : 'ipv4'];
  return own[letter] ?? COMMON[letter] ?? 'other';
}

function codeReason(code: number, { isIpv6 }: MarkDialect): MarkReason {
  return isIpv6 ? 'other' : (CODES[code] ?? 'other');
}
