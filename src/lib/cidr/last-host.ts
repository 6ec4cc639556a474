import { formatAddress, parseCidr } from './parse.ts';
import { lastOf } from './relation.ts';

/** A prefix so long leaves no broadcast address (RFC 3021). */
const POINT_TO_POINT = 31;

/** Returns the last address of an IPv4 network that a host may have; undefined where the text is none. */
export function lastHostOf(network: string): string | undefined {
  const parsed = parseCidr(network);
  if (!parsed.ok || parsed.cidr.family !== 4) return undefined;
  const last = lastOf(parsed.cidr);
  const value = parsed.cidr.prefixLength >= POINT_TO_POINT ? last : last - 1n;
  return formatAddress({ family: 4, value });
}
