import type { ValueOrigin } from '#core/origin.ts';
import { hostOfEndpoint, splitPlace } from './formats.ts';
import { placeOf } from './import/claim.ts';
import { formatPath, type Path } from './problem.ts';
import type { ParsedConfig } from './settings.ts';

/** What describes the site; options and limits are named by the findings themselves. */
const SECTIONS = ['cluster', 'networks', 'node', 'targets', 'resolvers'] as const;

/** Addresses, networks and names of hosts (RFC 1035 §2.3.4); words such as `private` would be found everywhere. */
const TELLING = /^[^\s]*[.:][^\s]*$/;
const MOST_CHARACTERS = 253;

/** A site of a few networks and hosts has some dozens. */
const MOST_ORIGINS = 500;

/** Returns where each address, network and host name of the site stands: in the config, or in the file that it was read from. */
export function originsOf(config: ParsedConfig): readonly ValueOrigin[] {
  const whole = Object(config.tree.value) as Readonly<Record<string, unknown>>;
  return SECTIONS.flatMap((section) => textsAt(whole[section], [section]))
    .filter(({ text }) => text.length <= MOST_CHARACTERS && TELLING.test(text))
    .slice(0, MOST_ORIGINS)
    .map(({ text, path }) => ({
      value: splitPlace(hostOfEndpoint(text)).host,
      setting: formatPath(path),
      place: placeIn(config, path),
    }));
}

interface TextAt {
  readonly text: string;
  readonly path: Path;
}

function textsAt(value: unknown, path: Path): readonly TextAt[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsAt(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsAt(one, [...path, key]));
}

function placeIn({ file, tree, claimed }: ParsedConfig, path: Path): string {
  const claim = claimed?.get(formatPath(path.slice(0, 2)));
  return placeOf(claim ?? { file, ...tree.positionOf(path), path: '' });
}
