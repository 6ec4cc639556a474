import type { Finding } from '#core/finding.ts';
import { placeOf } from '#lib/aws-paths/place.ts';
import { type GroupGap, readGroups, type ReadGroupPlace } from '#lib/aws-paths/read-groups.ts';
import type { GroupWords } from './messages-groups.ts';
import { say } from './messages.ts';
import type { GroupsTarget } from './target.ts';

export function judgeGroups(target: GroupsTarget): readonly Finding[] {
  return readGroups(target).flatMap((place) =>
    alike(place.gaps).map((gaps) => findingOf(target, place, gaps)),
  );
}

/** Ports that fare alike are one finding, and one command. */
function alike(gaps: readonly GroupGap[]): readonly (readonly GroupGap[])[] {
  const byPort = Map.groupBy(gaps, ({ protocol, port }) => `${protocol}/${port}`);
  const fates = Map.groupBy(byPort.values(), (own) =>
    JSON.stringify(own.map(({ protocol, parts, prefixLists }) => [protocol, parts, prefixLists])),
  );
  return [...fates.values()].map((groups) => groups.flat());
}

function findingOf(
  target: GroupsTarget,
  place: ReadGroupPlace,
  gaps: readonly GroupGap[],
): Finding {
  const facts = factsOf(target, place, gaps);
  const prefixLists = [...new Set(gaps.flatMap((gap) => gap.prefixLists))];
  if (place.untold.length > 0) return say.groupUntold({ ...facts, untold: place.untold });
  if (prefixLists.length > 0) return say.groupPrefixList({ ...facts, prefixLists });
  return say.groupCloses(facts);
}

function factsOf(
  { way, purpose, end }: GroupsTarget,
  { groupIds, interfaceIds, from }: ReadGroupPlace,
  gaps: readonly GroupGap[],
): GroupWords {
  return {
    ...{ way, purpose, end, groupIds, interfaceIds },
    protocol: gaps[0]?.protocol ?? 'tcp',
    ports: [...new Set(gaps.map(({ port }) => port))],
    networks: [...new Set(gaps.flatMap(({ parts }) => parts))],
    places: from.map(placeOf),
  };
}
