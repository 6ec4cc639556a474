import { type Cidr, parseCidr } from './parse.ts';
import { containsCidr, overlaps } from './relation.ts';

/** Returns what of a block is in none of the others, in as few blocks as it takes, lowest first. */
export function uncovered(block: Cidr, covers: readonly Cidr[]): readonly Cidr[] {
  const touching = covers.filter((cover) => overlaps(cover, block));
  if (touching.some((cover) => containsCidr(cover, block))) return [];
  if (touching.length === 0) return [block];
  return halvesOf(block).flatMap((half) => uncovered(half, touching));
}

/** The two blocks that a block is made of; it must hold more than one address. */
export function halvesOf({ family, base, prefixLength }: Cidr): readonly [Cidr, Cidr] {
  const half = prefixLength + 1;
  const size = 1n << BigInt((family === 4 ? 32 : 128) - half);
  return [
    { family, base, prefixLength: half },
    { family, base: base + size, prefixLength: half },
  ];
}

/** Reads those of the texts that are blocks of IPv4; host bits are cleared. */
export function blocksOf(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => {
    const parsed = parseCidr(text, { hostBits: 'mask' });
    return parsed.ok && parsed.cidr.family === 4 ? [parsed.cidr] : [];
  });
}
