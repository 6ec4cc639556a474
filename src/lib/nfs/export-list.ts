import type { ExportStanding, NfsExport } from '#core/nfs-services.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import type { ListedExport } from './mountd.ts';

/** What a report keeps of a list of exports: it is there to be read by a person. */
const MOST_EXPORTS = 64;
const MOST_GROUPS = 16;

/** Returns how many there are, and the first of them, fit to be shown. */
export function shownExports(exports: readonly ListedExport[]): {
  readonly count: number;
  readonly exports: readonly NfsExport[];
} {
  return { count: exports.length, exports: exports.slice(0, MOST_EXPORTS).map(shown) };
}

/** Returns where a path stands in mountd's list: a client may also mount a folder below a listed one. */
export function standingInList(
  names: readonly string[],
  exports: readonly ListedExport[],
): ExportStanding {
  const above = exports
    .map((listed) => ({ listed, itsNames: listed.path.split('/').filter((name) => name !== '') }))
    .filter(({ itsNames }) => itsNames.every((name, index) => name === names[index]));
  const nearest = above.reduce<(typeof above)[number] | undefined>(
    (best, one) => (best === undefined || one.itsNames.length > best.itsNames.length ? one : best),
    undefined,
  );
  if (nearest === undefined) return { kind: 'not-known', at: `/${names.join('/')}`, status: null };
  const isItself = nearest.itsNames.length === names.length;
  return { kind: isItself ? 'listed' : 'below-listed', listed: shown(nearest.listed) };
}

function shown({ path, groups }: ListedExport): NfsExport {
  return {
    path: sanitise(path),
    groupCount: groups.length,
    groups: groups.slice(0, MOST_GROUPS).map(sanitise),
  };
}
