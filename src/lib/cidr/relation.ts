import { type Address, type Cidr, formatAddress } from './parse.ts';

const BITS = { 4: 32n, 6: 128n } as const;

/** Returns how many addresses the block holds. */
export function sizeOf({ family, prefixLength }: Cidr): bigint {
  return 1n << (BITS[family] - BigInt(prefixLength));
}

/** Returns the number of the block's last address. */
export function lastOf(cidr: Cidr): bigint {
  return cidr.base + sizeOf(cidr) - 1n;
}

/** True when every address of `inner` is in `outer`. Families never mix. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return (
    outer.family === inner.family && outer.base <= inner.base && lastOf(inner) <= lastOf(outer)
  );
}

export function containsAddress(cidr: Cidr, { family, value }: Address): boolean {
  return cidr.family === family && cidr.base <= value && value <= lastOf(cidr);
}

/** Two blocks nest or are apart; there is no third way. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return containsCidr(a, b) || containsCidr(b, a);
}

export function firstAddress({ family, base }: Cidr): string {
  return formatAddress({ family, value: base });
}

export function lastAddress(cidr: Cidr): string {
  return formatAddress({ family: cidr.family, value: lastOf(cidr) });
}
