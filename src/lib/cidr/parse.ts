/** One block of addresses. `base` is its first address as a number; host bits are zero. */
export type Cidr = { readonly family: 4 | 6; readonly base: bigint; readonly prefixLength: number };

export type Address = { readonly family: 4 | 6; readonly value: bigint };

export type ParsedCidr =
  | { readonly ok: true; readonly cidr: Cidr; readonly masked: boolean }
  | { readonly ok: false; readonly why: string };

export type ParsedAddress =
  { readonly ok: true; readonly address: Address } | { readonly ok: false; readonly why: string };

const BITS = { 4: 32, 6: 128 } as const;
const PREFIX = /^(0|[1-9]\d{0,2})$/;
const OCTET = /^(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/**
 * Reads `10.0.0.0/8` or `2001:db8::/32`, strictly: a prefix is required, octets have no leading zeros.
 * Host bits are refused by default, with the canonical form named; `mask` clears them and says so.
 */
export function parseCidr(
  text: string,
  { hostBits }: { readonly hostBits: 'reject' | 'mask' } = { hostBits: 'reject' },
): ParsedCidr {
  const [addressText = '', prefixText, ...rest] = text.split('/');
  if (prefixText === undefined) return refuse('has no prefix length, such as /16');
  if (rest.length > 0) return refuse('has more than one slash');
  const parsed = parseAddress(addressText);
  if (!parsed.ok) return parsed;
  const { family, value } = parsed.address;
  if (!PREFIX.test(prefixText)) return refuse('has a prefix length that is no plain number');
  const prefixLength = Number(prefixText);
  if (prefixLength > BITS[family]) return refuse(`has a prefix beyond ${BITS[family]}`);
  const hostBitCount = BigInt(BITS[family] - prefixLength);
  const base = (value >> hostBitCount) << hostBitCount;
  const cidr: Cidr = { family, base, prefixLength };
  if (base !== value && hostBits === 'reject') {
    return refuse(`has host bits set; its network is ${formatCidr(cidr)}`);
  }
  return { ok: true, cidr, masked: base !== value };
}

/** Reads an IPv4 or IPv6 address literal (RFC 4291 section 2.2), strictly. */
export function parseAddress(text: string): ParsedAddress {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

export function formatCidr({ family, base, prefixLength }: Cidr): string {
  return `${formatAddress({ family, value: base })}/${prefixLength}`;
}

/** Dotted quad, or RFC 5952 text. */
export function formatAddress({ family, value }: Address): string {
  return family === 4 ? formatIpv4(value) : formatIpv6(value);
}

function parseIpv4(text: string): ParsedAddress {
  const octets = text.split('.');
  if (octets.length !== 4) return refuse('is no IPv4 address of four octets');
  if (!octets.every((octet) => OCTET.test(octet))) {
    return refuse('has an octet that is no plain number (leading zeros are ambiguous)');
  }
  if (octets.some((octet) => Number(octet) > 255)) return refuse('has an octet beyond 255');
  const value = octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  return { ok: true, address: { family: 4, value } };
}

function parseIpv6(text: string): ParsedAddress {
  const halves = withEmbeddedIpv4(text).split('::');
  if (halves.length > 2) return refuse('has more than one "::"');
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) {
    return refuse('has not the eight groups of an IPv6 address');
  }
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => GROUP.test(group))) {
    return refuse('has a group that is not one to four hexadecimal digits');
  }
  const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  return { ok: true, address: { family: 6, value } };
}

/** Rewrites a dotted quad at the end as two groups; what is no dotted quad is left for the groups to refuse. */
function withEmbeddedIpv4(text: string): string {
  const at = text.lastIndexOf(':') + 1;
  const parsed = parseIpv4(text.slice(at));
  if (!parsed.ok) return text;
  const { value } = parsed.address;
  return `${text.slice(0, at)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 255n).toString()).join('.');
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  const head = groups.slice(0, run.start).join(':');
  return `${head}::${groups.slice(run.start + run.length).join(':')}`;
}

/** RFC 5952 section 4.2.3: the longest run of zero groups is shortened, the first of equals. */
function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== '0') start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  });
  return best;
}

function refuse(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}
