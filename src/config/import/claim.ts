import type { Json } from '#core/json.ts';
import { NOWHERE, type Path, type Problem } from '../problem.ts';
import type { Origin } from './document.ts';

/** What a file of another program says of one setting of the config. */
export interface Claim {
  /** `['cluster', 'name']` */
  readonly setting: Path;
  readonly value: Json;
  /** Where it was read; the first is the one that messages name. */
  readonly origins: readonly [Origin, ...Origin[]];
  /** How it follows from what stands there, where it does not stand there itself. */
  readonly inferred?: string;
  /** A list that another source may complete: the VPC's primary block, say. */
  readonly isPart?: boolean;
}

/** What one source comes to. */
export interface Imported {
  readonly claims: readonly Claim[];
  readonly problems: readonly Problem[];
  /** What somebody should know of it, a sentence each. */
  readonly notes: readonly string[];
}

export const NOTHING_IMPORTED: Imported = { claims: [], problems: [], notes: [] };

export function joinImports(all: readonly Imported[]): Imported {
  return {
    claims: all.flatMap(({ claims }) => claims),
    problems: all.flatMap(({ problems }) => problems),
    notes: all.flatMap(({ notes }) => notes),
  };
}

/** Returns `nodeConfig.yaml:12`. */
export function placeOf({ file, line }: Origin): string {
  return line === NOWHERE.line ? file : `${file}:${line}`;
}
