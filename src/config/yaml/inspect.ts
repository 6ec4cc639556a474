import { isAlias, isMap, isNode, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import type { Path } from '../problem.ts';
import { MOST_COMPLAINTS, type PositionAt, type YamlComplaint } from './position.ts';

/** Where each value and each key stands, by its path. */
export interface Places {
  offsetOf(path: Path, part: 'value' | 'key'): number;
}

export interface Inspection {
  readonly complaints: readonly YamlComplaint[];
  readonly places: Places;
}

/** Keys that would reach an object's prototype instead of naming a setting. */
const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Walks a document once. Complains of what YAML can do and a config need not: each is a way to make a
 * small file mean something huge or strange.
 */
export function inspect(root: ParsedNode, at: PositionAt): Inspection {
  const complaints: YamlComplaint[] = [];
  const values = new Map<string, number>();
  const keys = new Map<string, number>();

  const complain = (offset: number, what: string, expected: string): void => {
    if (complaints.length < MOST_COMPLAINTS) complaints.push({ ...at(offset), what, expected });
  };

  const walk = (node: unknown, path: Path, fallback: number): void => {
    const offset = offsetOfNode(node) ?? fallback;
    values.set(pointer(path), offset);
    if (isAlias(node)) complain(offset, 'an alias stands here', 'write the value out');
    else if (isNode(node) && node.tag !== undefined) {
      complain(offset, 'a tag stands here', 'remove it: plain YAML needs none');
    }
    if (isSeq(node)) {
      node.items.forEach((item, index) => {
        walk(item, [...path, index], offset);
      });
    }
    if (isMap(node)) walkPairs(node.items, path, offset);
  };

  const walkPairs = (pairs: readonly Pair[], path: Path, parent: number): void => {
    const firstLines = new Map<string, number>();
    for (const { key, value } of pairs) {
      const offset = offsetOfNode(key) ?? parent;
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string') {
        complain(offset, 'this key is no text', 'keys are the names of settings; quote a number');
        continue;
      }
      const objection = objectionTo(name, firstLines.get(name));
      if (objection !== undefined) complain(offset, ...objection);
      firstLines.set(name, firstLines.get(name) ?? at(offset).line);
      keys.set(pointer([...path, name]), offset);
      walk(value, [...path, name], offset);
    }
  };

  walk(root, [], 0);
  return { complaints, places: placesOf(values, keys) };
}

type Objection = readonly [what: string, expected: string];

function objectionTo(name: string, firstLine: number | undefined): Objection | undefined {
  if (FORBIDDEN_KEYS.includes(name)) return [`${name} is never a setting`, 'remove it'];
  if (name === '<<') return ['a merge key stands here', 'write the values out'];
  if (firstLine === undefined) return undefined;
  return [`this key appears twice, first on line ${firstLine}`, 'keep one of the two'];
}

function placesOf(values: ReadonlyMap<string, number>, keys: ReadonlyMap<string, number>): Places {
  return {
    offsetOf(path, part) {
      const key = part === 'key' ? keys.get(pointer(path)) : undefined;
      if (key !== undefined) return key;
      for (let length = path.length; length > 0; length -= 1) {
        const value = values.get(pointer(path.slice(0, length)));
        if (value !== undefined) return value;
      }
      return values.get('') ?? 0;
    },
  };
}

function offsetOfNode(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** A JSON pointer (RFC 6901): one text for each path. */
function pointer(path: Path): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
