import type { Finding } from '#core/finding.ts';
import { placeOf } from '#lib/aws-paths/place.ts';
import { type ReadPart, readRoutes, type ReadTable } from '#lib/aws-paths/read-routes.ts';
import type { TargetTrouble } from '#lib/aws-paths/route-target.ts';
import { say } from './messages.ts';
import { SAVE } from './save.ts';
import type { RoutesTarget } from './target.ts';
import type { RouteWords } from './words.ts';

export function judgeRoutes(target: RoutesTarget): readonly Finding[] {
  const tables = readRoutes(target);
  return [...tables.flatMap((table) => judgeTable(target, table)), ...untold(target)];
}

function judgeTable(target: RoutesTarget, table: ReadTable): readonly Finding[] {
  const found = table.parts.flatMap((part) => findingOf(target, table, part));
  const gateways = table.parts.flatMap(({ fault, route }) =>
    fault === 'none' ? (route?.target ?? []) : [],
  );
  const { id, from } = table;
  const leads = { network: target.network, table: id, place: placeOf(from), gateways };
  return new Set(gateways).size > 1 ? [...found, say.routesSplit(leads)] : found;
}

function findingOf(target: RoutesTarget, table: ReadTable, part: ReadPart): readonly Finding[] {
  const facts = factsOf(target, table, part);
  switch (part.fault) {
    case 'none':
      return [];
    case 'missing':
      return [missing(facts, table)];
    case 'blackhole':
      return [say.routeBlackhole(facts)];
    case 'elsewhere':
      return [say.routeElsewhere(facts)];
    case 'firewall':
      return [say.routeThroughFirewall(facts)];
    case 'trouble':
      return part.trouble === null ? [] : [targetDown(facts, part.trouble)];
  }
}

function missing(facts: RouteWords, { prefixLists }: ReadTable): Finding {
  return prefixLists.length > 0
    ? say.prefixListUntold({ ...facts, prefixLists })
    : say.routeMissing(facts);
}

function targetDown(facts: RouteWords, { what, state, from }: TargetTrouble): Finding {
  return say.routeTargetDown({ ...facts, what, state, stateAt: placeOf(from) });
}

function factsOf(target: RoutesTarget, table: ReadTable, part: ReadPart): RouteWords {
  const { network, via } = target;
  const { id, from, isMain, subnetIds } = table;
  const { route, blocks, blockCount } = part;
  return {
    ...{ network, via, isMain, subnetIds, blocks, blockCount },
    table: id,
    place: placeOf(from),
    destination: route?.destination ?? '',
    gateway: route?.target ?? '',
  };
}

function untold({ network, untoldSubnets, vpcId }: RoutesTarget): readonly Finding[] {
  if (untoldSubnets.length === 0) return [];
  return [say.tableUntold({ network, subnetIds: untoldSubnets, save: SAVE.routeTables(vpcId) })];
}
