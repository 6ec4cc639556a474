import type { RouteFact } from '#core/aws-facts.ts';
import { type Cidr, formatCidr } from '../cidr/parse.ts';
import { containsCidr, overlaps } from '../cidr/relation.ts';
import { blocksOf, halvesOf } from '../cidr/uncovered.ts';

/** A part of a network that one route decides on; null where none does. */
export type RoutePart<Route> = {
  readonly route: Route | null;
  /** The first of its blocks, lowest first. */
  readonly blocks: readonly string[];
  readonly blockCount: number;
};

/** Nobody reads more, and a hostile table makes thousands. */
const MOST_BLOCKS = 8;

type Destined = Pick<RouteFact, 'destination'> & { readonly origin?: string | null };
type Known<Route> = { readonly block: Cidr; readonly route: Route };

/**
 * Splits a network by the routes that win it: the longest prefix, and of equals the static one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function routeParts<Route extends Destined>(
  network: Cidr,
  routes: readonly Route[],
): readonly RoutePart<Route>[] {
  const known = routes.flatMap((route): readonly Known<Route>[] =>
    blocksOf([route.destination])
      .filter((block) => overlaps(block, network))
      .map((block) => ({ block, route })),
  );
  const byRoute = Map.groupBy(split(network, known), ({ route }) => route);
  return [...byRoute].map(([route, parts]) => ({
    route,
    blocks: parts.slice(0, MOST_BLOCKS).map(({ block }) => formatCidr(block)),
    blockCount: parts.length,
  }));
}

type Part<Route> = { readonly block: Cidr; readonly route: Route | null };

/** Halves the block until no route is about less than all of it. */
function split<Route extends Destined>(
  block: Cidr,
  routes: readonly Known<Route>[],
): readonly Part<Route>[] {
  const inside = routes.filter((known) => known.block.prefixLength > block.prefixLength);
  const holding = best(routes.filter((known) => containsCidr(known.block, block)));
  if (inside.length === 0) return [{ block, route: holding?.route ?? null }];
  const rest = holding === undefined ? inside : [holding, ...inside];
  return halvesOf(block).flatMap((half) =>
    split(
      half,
      rest.filter((known) => overlaps(known.block, half)),
    ),
  );
}

function best<Route extends Destined>(holding: readonly Known<Route>[]): Known<Route> | undefined {
  return holding.reduce<Known<Route> | undefined>(
    (winner, known) => (winner !== undefined && !beats(known, winner) ? winner : known),
    undefined,
  );
}

function beats<Route extends Destined>(a: Known<Route>, b: Known<Route>): boolean {
  if (a.block.prefixLength !== b.block.prefixLength) {
    return a.block.prefixLength > b.block.prefixLength;
  }
  return isLearned(b.route) && !isLearned(a.route);
}

function isLearned({ origin }: Destined): boolean {
  return origin === 'EnableVgwRoutePropagation';
}
