import { type Address, type Cidr, parseAddress, parseCidr } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';

/** Where an address can be reached: in the VPC, in some private network, anywhere, or nowhere. */
export type AnswerClass = 'inside-vpc' | 'private' | 'public' | 'unusable' | 'mixed' | 'none';

/** RFC 1918, 6598, 4193: the networks that a VPC and its interface endpoints are made of. */
const PRIVATE = blocks(
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
);

/** RFC 1122 §3.2.1.3, 3927, 4291: what blockers and sinkholes answer; no service is there. */
const UNUSABLE = blocks('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '::/127', 'fe80::/10');

/** Returns the class that all these addresses share. */
export function classOf(addresses: readonly string[], vpc: readonly string[]): AnswerClass {
  const vpcBlocks = blocks(...vpc);
  const classes = new Set(addresses.map((address) => classOfOne(address, vpcBlocks)));
  const [only] = classes;
  if (only === undefined) return 'none';
  return classes.size === 1 ? only : 'mixed';
}

function classOfOne(text: string, vpc: readonly Cidr[]): AnswerClass {
  const parsed = parseAddress(text);
  if (!parsed.ok) return 'unusable';
  const isIn = (networks: readonly Cidr[]): boolean => isInside(parsed.address, networks);
  if (isIn(vpc)) return 'inside-vpc';
  if (isIn(UNUSABLE)) return 'unusable';
  return isIn(PRIVATE) ? 'private' : 'public';
}

function isInside(address: Address, networks: readonly Cidr[]): boolean {
  return networks.some((network) => containsAddress(network, address));
}

function blocks(...texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => {
    const parsed = parseCidr(text);
    return parsed.ok ? [parsed.cidr] : [];
  });
}
