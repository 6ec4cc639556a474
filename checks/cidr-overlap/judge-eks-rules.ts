import type { Finding } from '#core/finding.ts';
import { formatCidr, parseCidr } from '#lib/cidr/parse.ts';
import { containsCidr } from '#lib/cidr/relation.ts';
import { say } from './messages.ts';
import { type ParsedBlock, parseBlocks, parseCidrs } from './parsed-blocks.ts';
import { type Block, NETWORK_TITLES } from './target.ts';

/** RFC 1918; AWS "Prepare networking for hybrid nodes". */
const PRIVATE = parseCidrs(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

/** RFC 6598. The user guide allows it; the API reference still says RFC 1918 only. */
const SHARED = parseCidrs(['100.64.0.0/10']);

/** API_RemoteNetworkConfigRequest: minimum /32, maximum /8. */
const WIDEST_PREFIX = 8;

/** "Limits" of the hybrid nodes overview: 15 blocks for nodes and 15 for pods. */
const MOST_BLOCKS = 15;

/** Holds the remote networks to the rules of the EKS API, which refuses the cluster otherwise. */
export function judgeEksRules(blocks: readonly Block[]): readonly Finding[] {
  const parsed = parseBlocks(blocks);
  const remote = parsed.filter(
    ({ network }) => network === 'remoteNodes' || network === 'remotePods',
  );
  return [
    ...countFindings(remote),
    ...remote.flatMap(rangeFindings),
    ...parsed.filter(({ masked }) => masked).map(hostBitsFinding),
  ];
}

function countFindings(remote: readonly ParsedBlock[]): readonly Finding[] {
  return (['remoteNodes', 'remotePods'] as const).flatMap((network) => {
    const count = remote.filter((block) => block.network === network).length;
    if (count <= MOST_BLOCKS) return [];
    return [say.tooMany({ network: NETWORK_TITLES[network], count, most: MOST_BLOCKS })];
  });
}

function rangeFindings({ network, cidr, value }: ParsedBlock): readonly Finding[] {
  const data = { network: NETWORK_TITLES[network], cidr };
  if (value.family === 6) return [say.notIpv4(data)];
  if (value.prefixLength < WIDEST_PREFIX) return [say.tooWide(data)];
  if (PRIVATE.some((range) => containsCidr(range, value))) return [];
  if (SHARED.some((range) => containsCidr(range, value))) return [say.sharedSpace(data)];
  return [say.notPrivate(data)];
}

function hostBitsFinding({ network, cidr }: ParsedBlock): Finding {
  const parsed = parseCidr(cidr, { hostBits: 'mask' });
  const canonical = parsed.ok ? formatCidr(parsed.cidr) : cidr;
  return say.hostBits({ network: NETWORK_TITLES[network], cidr, canonical });
}
