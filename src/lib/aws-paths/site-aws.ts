import type { AwsFacts, InterfaceFact, SiteAws } from '#core/aws-facts.ts';
import { visible } from '../text/quote.ts';
import { apiInterfaces, clusterIn, subnetsOf, tableOf, vpcOf } from './own-parts.ts';

/** Keeps of saved answers what is about one cluster: its VPC, its interfaces, and the links that its routes lead to. */
export function siteAwsOf(all: AwsFacts, name: string): SiteAws {
  const facts = withoutRepeats(all);
  const vpcId = vpcOf(facts, name);
  const subnets = subnetsOf(facts, name);
  const tables = subnets.flatMap((id) => tableOf(id, facts.routeTables, vpcId) ?? []);
  const routeTables = [...new Set(tables)];
  const targets = new Set(
    routeTables.flatMap(({ routes }) => routes.flatMap(({ target }) => target ?? [])),
  );
  const endpoints = facts.resolverEndpoints;
  const own = new Set(apiInterfaces(facts, name));
  const interfaces = facts.interfaces.filter(
    (one) =>
      own.has(one) ||
      targets.has(one.id) ||
      endpoints.some(({ id }) => one.description.includes(id)),
  );
  const groupIds = groupsOf(facts, name, interfaces);
  const subnetIds = new Set([...subnets, ...interfaces.flatMap(({ subnetId }) => subnetId ?? [])]);
  return legible({
    clusters: facts.clusters.filter((cluster) => cluster.name === name).slice(0, 1),
    routeTables,
    securityGroups: facts.securityGroups.filter(({ id }) => groupIds.has(id)),
    networkAcls: facts.networkAcls.filter((acl) => acl.subnetIds.some((id) => subnetIds.has(id))),
    interfaces,
    resolverEndpoints: endpoints,
    ...linksOf(facts, targets),
  });
}

/** What was saved twice counts once, as the first file has it. */
function withoutRepeats(facts: AwsFacts): AwsFacts {
  return {
    ...facts,
    routeTables: firstOf(facts.routeTables),
    securityGroups: firstOf(facts.securityGroups),
    networkAcls: firstOf(facts.networkAcls),
    interfaces: firstOf(facts.interfaces),
    resolverEndpoints: firstOf(facts.resolverEndpoints),
    gatewayAttachments: firstOf(facts.gatewayAttachments),
    vpnGateways: firstOf(facts.vpnGateways),
    vpns: firstOf(facts.vpns),
    virtualInterfaces: firstOf(facts.virtualInterfaces),
  };
}

function firstOf<Fact extends { readonly id: string }>(facts: readonly Fact[]): readonly Fact[] {
  const byId = new Map<string, Fact>();
  for (const fact of facts) if (!byId.has(fact.id)) byId.set(fact.id, fact);
  return [...byId.values()];
}

/** The longest that AWS takes is a description of an interface, 255 characters. */
const LONGEST_TEXT = 300;

/** What a file says ends up in findings, line by line: nothing of it may begin a line there. */
function legible(aws: SiteAws): SiteAws {
  // A reviver that gives texts for texts keeps the type.
  return JSON.parse(JSON.stringify(aws), (_, value: unknown) =>
    typeof value === 'string' ? visible(value).slice(0, LONGEST_TEXT) : value,
  ) as SiteAws;
}

function groupsOf(
  { clusters, resolverEndpoints }: AwsFacts,
  name: string,
  interfaces: readonly InterfaceFact[],
): ReadonlySet<string> {
  const cluster = clusterIn({ clusters, interfaces }, name);
  return new Set([
    ...interfaces.flatMap(({ groupIds }) => groupIds),
    ...(cluster?.securityGroupIds ?? []),
    cluster?.clusterSecurityGroupId ?? '',
    ...resolverEndpoints.flatMap(({ securityGroupIds }) => securityGroupIds),
  ]);
}

type Links = Pick<
  SiteAws,
  'gatewayAttachments' | 'gatewayRoutes' | 'vpnGateways' | 'vpns' | 'virtualInterfaces'
>;

/** An account may have links to other sites: those at gateways that no route of the VPC leads to are none of ours. */
function linksOf(facts: AwsFacts, targets: ReadonlySet<string>): Links {
  const gateways = new Set([...targets].filter((id) => /^(tgw|vgw)-/.test(id)));
  const isOurs = (id: string | null): boolean =>
    gateways.size === 0 || id === null || gateways.has(id);
  const gatewayAttachments = facts.gatewayAttachments.filter(({ gatewayId }) => isOurs(gatewayId));
  const behind = new Set(
    gatewayAttachments
      .filter(({ resourceType }) => resourceType === 'direct-connect-gateway')
      .flatMap(({ resourceId }) => resourceId ?? []),
  );
  return {
    gatewayAttachments,
    gatewayRoutes: facts.gatewayRoutes,
    vpnGateways: facts.vpnGateways.filter(({ id }) => isOurs(id)),
    vpns: facts.vpns.filter(({ gatewayId, state }) => isOurs(gatewayId) && !isGone(state)),
    virtualInterfaces: facts.virtualInterfaces.filter(({ type, gatewayId, state }) => {
      if (type === 'public' || isGone(state)) return false;
      // Which gateways a Direct Connect gateway serves, the answers tell of Transit Gateways alone.
      const isPlain = gatewayId?.startsWith('vgw-') === true;
      if (isPlain) return isOurs(gatewayId);
      return behind.size === 0 || gatewayId === null || behind.has(gatewayId);
    }),
  };
}

/** What was deleted stays in the answers for a while. */
function isGone(state: string | null): boolean {
  return state === 'deleted' || state === 'deleting';
}
