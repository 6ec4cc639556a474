import { Address4, Address6 } from 'ip-address';
import IPCIDR from 'ip-cidr';

type Modern = { bigInt(): bigint };
type Old = { bigInteger?: (this: Modern) => bigint };
type Statics = { fromBigInt(n: bigint): unknown; fromBigInteger?: (n: bigint) => unknown };

// ip-cidr speaks the names of ip-address 9, which reads leading zeros as decimal (CVE-2026-69192);
// version 10 mends that and renamed two methods.
for (const family of [Address4, Address6] as unknown as (Statics & { prototype: Old })[]) {
  family.prototype.bigInteger ??= function bigInteger() {
    return this.bigInt();
  };
  family.fromBigInteger ??= (n) => family.fromBigInt(n);
}

/** True when ip-cidr finds the block `inner` inside `outer`, both canonical and of one family. */
export function ipCidrContains(outer: string, inner: string): boolean {
  return new IPCIDR(outer).contains(inner);
}
