import type { Case } from '#core/check.ts';
import { subnetsOf, vpcOf } from '#lib/aws-paths/own-parts.ts';
import { routeQuestion } from '#lib/aws-paths/read-routes.ts';
import { leadingOf } from '#lib/aws-paths/route-target.ts';
import type { KnownSite } from './known-site.ts';
import { lacking, SAVE } from './save.ts';
import type { RoutesTarget } from './target.ts';

/** One case for each remote network. */
export function routeCases(site: KnownSite): readonly Case<RoutesTarget>[] {
  const { remoteNodes, remotePods } = site.networks;
  const networks = [...new Set([...remoteNodes, ...remotePods])];
  if (networks.length === 0) {
    const notApplicable = 'Neither the config nor the answers name a remote network.';
    return [{ key: 'routes', from: 'local', notApplicable }];
  }
  return networks.map((network) => caseOf(network, site));
}

function caseOf(network: string, site: KnownSite): Case<RoutesTarget> {
  const { aws, cluster } = site;
  const identity = { key: `routes@${network}`, from: 'local', subject: network } as const;
  const question = routeQuestion(aws, cluster.name, network);
  const vpcId = vpcOf(aws, cluster.name);
  if (question.tables.length > 0) {
    const via = gatewayOf(question, site);
    return { ...identity, target: { kind: 'routes', ...question, via, vpcId } };
  }
  const isClusterKnown = subnetsOf(aws, cluster.name).length > 0;
  const notApplicable = isClusterKnown
    ? lacking('the route tables of its subnets', SAVE.routeTables(vpcId))
    : lacking('the subnets of the cluster', SAVE.cluster(cluster.name), SAVE.routeTables(vpcId));
  return { ...identity, notApplicable };
}

/** Where the other tables lead, else the gateway that the VPC has. */
function gatewayOf(
  { tables, troubles }: ReturnType<typeof routeQuestion>,
  { aws }: KnownSite,
): string | null {
  const routed = tables
    .flatMap(({ routes }) => routes)
    .filter(({ state }) => state !== 'blackhole')
    .flatMap(({ target }) => target ?? [])
    .find((id) => leadingOf(id) === 'on-premises' && !troubles.some((one) => one.id === id));
  const attached = aws.gatewayAttachments.find(({ resourceType }) => resourceType === 'vpc');
  return routed ?? attached?.gatewayId ?? aws.vpnGateways[0]?.id ?? aws.vpns[0]?.gatewayId ?? null;
}
