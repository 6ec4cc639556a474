import type { From, PermissionFact, SecurityGroupFact, SiteAws } from '#core/aws-facts.ts';
import { formatCidr } from '../cidr/parse.ts';
import { blocksOf, uncovered } from '../cidr/uncovered.ts';
import type { Flow, Want } from './flow.ts';
import { type GroupPlace, placesOf } from './flow-places.ts';

/** One group with what it permits the way that is asked for. */
export type AskedGroup = {
  readonly from: From;
  readonly id: string;
  readonly permissions: readonly PermissionFact[];
};

/** Do the security groups of these interfaces let the flow through? They keep state: answers need no rule. */
export type GroupQuestion = Pick<Flow, 'end' | 'way' | 'wants' | 'purpose'> & {
  readonly places: readonly GroupPlace[];
  readonly groups: readonly AskedGroup[];
};

/** What of a wanted network no permission covers. */
export type GroupGap = Want & {
  readonly parts: readonly string[];
  /** Prefix lists that may cover it: the answers do not say what is in them. */
  readonly prefixLists: readonly string[];
};

export type ReadGroupPlace = GroupPlace & {
  readonly from: readonly From[];
  /** Groups that are not in the answers. */
  readonly untold: readonly string[];
  readonly gaps: readonly GroupGap[];
};

/** Puts the question for one flow to the answers; undefined where they do not say whose groups hold it, or none of them. */
export function groupQuestion(aws: SiteAws, name: string, flow: Flow): GroupQuestion | undefined {
  const { groups: places } = placesOf(aws, name, flow.end);
  const ids = new Set(places.flatMap(({ groupIds }) => groupIds));
  const groups = aws.securityGroups.filter(({ id }) => ids.has(id));
  if (groups.length === 0) return undefined;
  const { end, way, wants, purpose } = flow;
  return { end, way, wants, purpose, places, groups: groups.map((one) => asked(one, flow)) };
}

function asked(group: SecurityGroupFact, { way, wants }: Flow): AskedGroup {
  const permissions = way === 'in' ? group.ingress : group.egress;
  return {
    from: group.from,
    id: group.id,
    permissions: permissions.filter((one) => wants.some((want) => fits(one, want))),
  };
}

/** Reads what each set of groups leaves out. */
export function readGroups({ places, groups, wants }: GroupQuestion): readonly ReadGroupPlace[] {
  return places.map((place) => {
    const known = groups.filter(({ id }) => place.groupIds.includes(id));
    const permissions = known.flatMap((group) => group.permissions);
    return {
      ...place,
      from: known.map(({ from }) => from),
      untold: place.groupIds.filter((id) => !known.some((group) => group.id === id)),
      gaps: wants.flatMap((want) => gapOf(want, permissions)),
    };
  });
}

/** Nobody reads more. */
const MOST_PARTS = 8;

function gapOf(want: Want, permissions: readonly PermissionFact[]): readonly GroupGap[] {
  const fitting = permissions.filter((one) => fits(one, want));
  const covers = blocksOf(fitting.flatMap(({ cidrs }) => cidrs));
  const parts = blocksOf([want.network]).flatMap((block) => uncovered(block, covers));
  if (parts.length === 0) return [];
  return [
    {
      ...want,
      parts: parts.slice(0, MOST_PARTS).map(formatCidr),
      prefixLists: [...new Set(fitting.flatMap(({ prefixListIds }) => prefixListIds))],
    },
  ];
}

/** Names and numbers mean the same (API_IpPermission). */
const PROTOCOLS: Readonly<Record<Want['protocol'], readonly string[]>> = {
  tcp: ['tcp', '6', '-1'],
  udp: ['udp', '17', '-1'],
};

function fits({ protocol, fromPort, toPort }: PermissionFact, want: Want): boolean {
  if (!PROTOCOLS[want.protocol].includes(protocol)) return false;
  if (protocol === '-1' || fromPort === null || toPort === null) return true;
  return fromPort <= want.port && want.port <= toPort;
}
