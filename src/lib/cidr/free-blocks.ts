import { type Cidr, formatCidr, parseCidr } from './parse.ts';
import { lastOf, overlaps, sizeOf } from './relation.ts';

/** RFC 1918, in the order that leaves the most room. */
const PRIVATE_SPACE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(mustParse);

/** Returns up to `count` private blocks of this size that touch none of `used`, lowest first, as text. */
export function freeBlocks(
  used: readonly Cidr[],
  prefixLength: number,
  count: number,
): readonly string[] {
  const found: string[] = [];
  for (const space of PRIVATE_SPACE) {
    const taken = used.filter((block) => overlaps(block, space));
    let base = space.base;
    while (found.length < count && base <= lastOf(space)) {
      const candidate: Cidr = { family: 4, base, prefixLength };
      if (sizeOf(candidate) > sizeOf(space)) break;
      const blocker = taken.find((block) => overlaps(block, candidate));
      if (blocker === undefined) found.push(formatCidr(candidate));
      // Jump behind what is in the way, on the grid of this size.
      base = blocker === undefined ? base + sizeOf(candidate) : behind(blocker, candidate);
    }
  }
  return found;
}

function behind(blocker: Cidr, candidate: Cidr): bigint {
  const size = sizeOf(candidate);
  const next = (lastOf(blocker) / size + 1n) * size;
  return next > candidate.base ? next : candidate.base + size;
}

function mustParse(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(`${text} ${parsed.why}`);
  return parsed.cidr;
}
