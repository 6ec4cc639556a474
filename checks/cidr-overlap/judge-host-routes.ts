import type { Finding } from '#core/finding.ts';
import { formatCidr } from '#lib/cidr/parse.ts';
import { containsAddress, overlaps } from '#lib/cidr/relation.ts';
import { say } from './messages.ts';
import { nodeAddressOf, type OwnNetwork, ownNetworks } from './own-networks.ts';
import { parseBlocks } from './parsed-blocks.ts';
import { type CidrMeasurement, type CidrTarget, NETWORK_TITLES } from './target.ts';

/** Networks of this host that would swallow packets meant for the cluster. */
export function judgeHostRoutes(
  { blocks, nodeAddress, ignoreInterfaces }: Extract<CidrTarget, { kind: 'host-routes' }>,
  host: NonNullable<CidrMeasurement>,
): readonly Finding[] {
  const node = nodeAddressOf(nodeAddress, host);
  const isHome = ({ value }: OwnNetwork): boolean =>
    node !== undefined && containsAddress(value, node);
  const parsed = parseBlocks(blocks);
  return ownNetworks(host, ignoreInterfaces).flatMap((own) =>
    parsed
      // The node's own subnet is meant to lie inside the remote node network.
      .filter(({ network }) => network !== 'remoteNodes' || !isHome(own))
      .filter(({ value }) => overlaps(value, own.value))
      .map(({ network, cidr }) =>
        say.hostNetwork({
          interface: own.interface,
          own: formatCidr(own.value),
          network: NETWORK_TITLES[network],
          cidr,
        }),
      ),
  );
}
