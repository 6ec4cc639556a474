import { nearest } from '#lib/nearest.ts';
import type { Violation } from '#lib/schema-validator.ts';
import { FORMATS } from './formats.ts';
import { type Path, quote } from './problem.ts';

/** A violation in words, and the place to point at: a key where the key itself is wrong. */
export interface Description {
  readonly path: Path;
  readonly part: 'value' | 'key';
  readonly what: string;
  readonly expected: string;
}

/** Says in plain words what a schema objects to. */
export function describeViolation(violation: Violation): Description {
  const { path, keyword, params } = violation;
  if (keyword === 'additionalProperties') return describeUnknownKey(violation);
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    return { path, part: 'key', what: `${name} is missing`, expected: hintFor(violation, name) };
  }
  return { path, part: 'value', ...describeValue(violation) };
}

function describeUnknownKey({ path, params, schema }: Violation): Description {
  const key = String(params['additionalProperty']);
  const known = Object.keys(Object(schema['properties']) as object);
  const guess = nearest(key, known);
  return {
    path: [...path, key],
    part: 'key',
    what: 'this key is unknown',
    expected:
      guess === undefined ? `known here: ${known.join(', ')}` : `did you mean ${quote(guess)}?`,
  };
}

function hintFor({ schema }: Violation, name: string): string {
  const properties = Object(schema['properties']) as Record<string, { description?: string }>;
  return `add it: ${properties[name]?.description ?? 'it is required'}`;
}

type Words = Pick<Description, 'what' | 'expected'>;

function describeValue(violation: Violation): Words {
  const { keyword, params, value } = violation;
  switch (keyword) {
    case 'format':
      return describeFormat(String(params['format']), value);
    case 'enum':
      return describeChoice(value, params['allowedValues'] as readonly unknown[]);
    case 'type':
      return {
        what: `${quote(value)} is ${kindOf(value)}`,
        expected: `write ${article(String(params['type']))}`,
      };
    case 'minimum':
      return {
        what: `${quote(value)} is too small`,
        expected: `at least ${String(params['limit'])}`,
      };
    case 'maximum':
      return {
        what: `${quote(value)} is too large`,
        expected: `at most ${String(params['limit'])}`,
      };
    case 'minItems':
      return { what: 'the list is empty', expected: `at least ${String(params['limit'])} entry` };
    case 'minLength':
      return { what: 'the text is empty', expected: 'write something' };
    default:
      return { what: `${quote(value)} does not fit`, expected: `see ${keyword} in the schema` };
  }
}

function describeFormat(name: string, value: unknown): Words {
  const format = FORMATS.find((known) => known.name === name);
  const why = format?.whyNot(String(value)) ?? 'does not fit';
  // What stands in place of a reference may be the secret itself.
  const shown = name === 'secret-reference' ? 'the value' : quote(value);
  return { what: `${shown} ${why}`, expected: `write ${format?.example ?? name}` };
}

function describeChoice(value: unknown, choices: readonly unknown[]): Words {
  const words = choices.map(String);
  const guess = typeof value === 'string' ? nearest(value, words) : undefined;
  const advice = guess === undefined ? '' : `, did you mean ${quote(guess)}?`;
  return {
    what: `${quote(value)} is no choice here`,
    expected: `one of ${words.join(', ')}${advice}`,
  };
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return article(Array.isArray(value) ? 'array' : typeof value);
}

function article(type: string): string {
  switch (type) {
    case 'array':
      return 'a list';
    case 'object':
      return 'a group of settings';
    case 'string':
      return 'a text';
    case 'integer':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    default:
      return `a ${type}`;
  }
}
