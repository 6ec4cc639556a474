import { parseAddress, parseCidr } from './parse.ts';
import { containsAddress } from './relation.ts';

/** Returns the first of these networks that holds the address; undefined where none does, or it is no address. */
export function networkHolding(address: string, networks: readonly string[]): string | undefined {
  const parsed = parseAddress(address);
  if (!parsed.ok) return undefined;
  return networks.find((network) => {
    const block = parseCidr(network, { hostBits: 'mask' });
    return block.ok && containsAddress(block.cidr, parsed.address);
  });
}
