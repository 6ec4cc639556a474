/** Where something stands in a file; both count from 1. */
export type Position = { readonly line: number; readonly column: number };

export type Path = readonly (string | number)[];

/** One document of a file of manifests, parsed from YAML or JSON by whoever can do that. */
export interface Manifest {
  readonly value: unknown;
  /** Of the value at `path`, of its key for `key`, else of the nearest thing above that is there. */
  positionOf(path: Path, part?: 'value' | 'key'): Position;
}

/** An object inside a manifest, and the way to it. */
export type Part = {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly fields: Fields;
};

export type Fields = { readonly [key: string]: unknown };

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the object under a key, null where there is none. */
export function partAt({ manifest, path, fields }: Part, key: string): Part | null {
  const value = fieldOf(fields, key);
  return isFields(value) ? { manifest, path: [...path, key], fields: value } : null;
}

/** Only what the object itself has: no key of a manifest reaches a prototype. */
export function fieldOf(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

export function textAt({ fields }: Part, key: string): string | null {
  const value = fieldOf(fields, key);
  return typeof value === 'string' ? value : null;
}
