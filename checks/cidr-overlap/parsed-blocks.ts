import { type Cidr, parseCidr } from '#lib/cidr/parse.ts';
import type { Block } from './target.ts';

/** A block of the config with its value; host bits are cleared, `masked` says that there were some. */
export type ParsedBlock = Block & { readonly value: Cidr; readonly masked: boolean };

/** Returns the blocks that are CIDRs. The config lets nothing else pass. */
export function parseBlocks(blocks: readonly Block[]): readonly ParsedBlock[] {
  return blocks.flatMap((block) => {
    const parsed = parseCidr(block.cidr, { hostBits: 'mask' });
    return parsed.ok ? [{ ...block, value: parsed.cidr, masked: parsed.masked }] : [];
  });
}

/** Returns the values of texts that are CIDRs. */
export function parseCidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => {
    const parsed = parseCidr(text, { hostBits: 'mask' });
    return parsed.ok ? [parsed.cidr] : [];
  });
}
