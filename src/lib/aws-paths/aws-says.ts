import type { SiteAws } from '#core/aws-facts.ts';
import type { Site } from '#core/site.ts';
import { flowsOf } from './flow.ts';
import { aclQuestion, readAcls } from './read-acls.ts';
import { groupQuestion, readGroups } from './read-groups.ts';
import { readRoutes, routeQuestion } from './read-routes.ts';

/** What saved answers say of one flow: that nothing in AWS is in its way, or what is. */
export type AwsSays =
  | {
      readonly kind: 'allows';
      readonly groups: readonly string[];
      readonly tables: readonly string[];
    }
  | { readonly kind: 'group-lacks' | 'route-lacks' | 'acl-drops'; readonly ids: readonly string[] };

/** Says what AWS does with the flow of this id; null where the answers do not decide it. */
export function awsSays(site: Site, flowId: string): AwsSays | null {
  const { aws, cluster } = site;
  const flow = flowsOf(site).find(({ id }) => id === flowId);
  if (aws === undefined || flow === undefined) return null;
  const own = { ...flow, wants: flow.wants.filter(({ network }) => isOfNodes(network, site)) };
  const groups = groupsSay(aws, cluster.name, own);
  const routes = routesSay(aws, cluster.name, site.networks.remoteNodes);
  const drops = aclsDrop(aws, cluster.name, own);
  if (groups?.lacking !== undefined) return { kind: 'group-lacks', ids: groups.lacking };
  if (routes?.lacking !== undefined) return { kind: 'route-lacks', ids: routes.lacking };
  if (drops.length > 0) return { kind: 'acl-drops', ids: drops };
  if (groups === undefined || routes === undefined) return null;
  return { kind: 'allows', groups: groups.all, tables: routes.all };
}

type Side = { readonly all: readonly string[]; readonly lacking?: readonly string[] };
type Flow = ReturnType<typeof flowsOf>[number];

/** Probes come from nodes: what pods may do is another matter. */
function isOfNodes(network: string, { networks }: Site): boolean {
  return networks.remoteNodes.includes(network);
}

function groupsSay(aws: SiteAws, name: string, flow: Flow): Side | undefined {
  const question = groupQuestion(aws, name, flow);
  if (question === undefined) return undefined;
  const places = readGroups(question);
  const all = [...new Set(places.flatMap(({ groupIds }) => groupIds))];
  const closed = places.filter(({ gaps, untold }) =>
    gaps.some(({ prefixLists }) => prefixLists.length === 0 && untold.length === 0),
  );
  const lacking = [...new Set(closed.flatMap(({ groupIds }) => groupIds))];
  if (lacking.length > 0) return { all, lacking };
  return places.some(({ gaps }) => gaps.length > 0) ? undefined : { all };
}

function routesSay(aws: SiteAws, name: string, networks: readonly string[]): Side | undefined {
  const questions = networks.map((network) => routeQuestion(aws, name, network));
  const tables = questions.flatMap(readRoutes);
  const faulty = tables.filter(({ parts }) => parts.some(({ fault }) => isLack(fault)));
  const lacking = faulty.filter(({ prefixLists }) => prefixLists.length === 0).map(({ id }) => id);
  if (lacking.length > 0) return { all: [], lacking: [...new Set(lacking)] };
  const isWhole =
    tables.length > 0 &&
    questions.every(({ untoldSubnets }) => untoldSubnets.length === 0) &&
    tables.every(({ parts }) => parts.every(({ fault }) => fault === 'none'));
  return isWhole ? { all: [...new Set(tables.map(({ id }) => id))] } : undefined;
}

function isLack(fault: string): boolean {
  return fault !== 'none' && fault !== 'firewall';
}

function aclsDrop(aws: SiteAws, name: string, flow: Flow): readonly string[] {
  const question = aclQuestion(aws, name, flow);
  if (question === undefined) return [];
  return readAcls(question)
    .filter(({ gaps }) => gaps.length > 0)
    .map(({ id }) => id);
}
