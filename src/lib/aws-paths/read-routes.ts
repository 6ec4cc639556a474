import type { RouteFact, RouteTableFact, SiteAws } from '#core/aws-facts.ts';
import { parseCidr } from '../cidr/parse.ts';
import { overlaps } from '../cidr/relation.ts';
import { blocksOf } from '../cidr/uncovered.ts';
import { subnetsOf, tableOf, vpcOf } from './own-parts.ts';
import { type RoutePart, routeParts } from './route-parts.ts';
import { leadingOf, type TargetTrouble, targetTroubles } from './route-target.ts';

/** One table, and the subnets that go by it. */
export type AskedTable = Pick<RouteTableFact, 'from' | 'id' | 'isMain' | 'routes'> & {
  readonly subnetIds: readonly string[];
};

/** Do all tables that the cluster's subnets go by lead to this network? */
export type RouteQuestion = {
  readonly network: string;
  /** Each with the routes that are about the network, or about a prefix list. */
  readonly tables: readonly AskedTable[];
  /** Subnets whose table is not in the answers. */
  readonly untoldSubnets: readonly string[];
  readonly troubles: readonly TargetTrouble[];
};

export type RouteFault = 'none' | 'missing' | 'blackhole' | 'elsewhere' | 'firewall' | 'trouble';

export type ReadPart = RoutePart<RouteFact> & {
  readonly fault: RouteFault;
  readonly trouble: TargetTrouble | null;
};

export type ReadTable = Omit<AskedTable, 'routes'> & {
  readonly parts: readonly ReadPart[];
  /** Routes whose networks the answers do not tell. */
  readonly prefixLists: readonly string[];
};

/** Puts the question for one network to the answers. */
export function routeQuestion(aws: SiteAws, name: string, network: string): RouteQuestion {
  const vpcId = vpcOf(aws, name);
  const [block] = blocksOf([network]);
  const subnets = subnetsOf(aws, name).map((id) => ({
    id,
    table: tableOf(id, aws.routeTables, vpcId),
  }));
  const isAbout = ({ destination }: RouteFact): boolean => {
    const parsed = parseCidr(destination);
    return !parsed.ok || (block !== undefined && overlaps(parsed.cidr, block));
  };
  const tables = [...new Set(subnets.flatMap(({ table }) => table ?? []))].map((table) => ({
    from: table.from,
    id: table.id,
    isMain: table.isMain,
    subnetIds: subnets.filter((one) => one.table === table).map(({ id }) => id),
    routes: table.routes.filter(isAbout),
  }));
  const targets = new Set(tables.flatMap(({ routes }) => routes.map(({ target }) => target)));
  return {
    network,
    tables,
    untoldSubnets: subnets.filter(({ table }) => table === undefined).map(({ id }) => id),
    troubles: targetTroubles(aws, vpcId).filter(({ id }) => targets.has(id)),
  };
}

/** Reads what each table does with the network. */
export function readRoutes({ network, tables, troubles }: RouteQuestion): readonly ReadTable[] {
  const [block] = blocksOf([network]);
  return tables.map(({ routes, ...table }) => ({
    ...table,
    prefixLists: routes.filter(mayHoldIt).map(({ destination }) => destination),
    parts:
      block === undefined
        ? []
        : routeParts(block, routes).map((part) => ({ ...part, ...faultOf(part.route, troubles) })),
  }));
}

/** The lists of S3 and DynamoDB, which lead to endpoints of their own, hold public addresses only. */
function mayHoldIt({ destination, target }: RouteFact): boolean {
  return destination.startsWith('pl-') && target !== null && leadingOf(target) === 'on-premises';
}

function faultOf(
  route: RouteFact | null,
  troubles: readonly TargetTrouble[],
): Pick<ReadPart, 'fault' | 'trouble'> {
  if (route === null) return { fault: 'missing', trouble: null };
  // Without a target it leads nowhere either: AWS leaves one out once it is deleted.
  if (route.state === 'blackhole' || route.target === null) {
    return { fault: 'blackhole', trouble: null };
  }
  const leading = leadingOf(route.target);
  if (leading !== 'on-premises') return { fault: leading, trouble: null };
  const trouble = troubles.find(({ id }) => id === route.target) ?? null;
  return { fault: trouble === null ? 'none' : 'trouble', trouble };
}
