import { nearest } from '#lib/nearest.ts';
import type { Violation } from '#lib/schema-validator.ts';
import { FORMATS } from './formats.ts';
import type { Objection, Words } from './objection.ts';
import { quote } from './problem.ts';
import { asClause, counted, kindNamed, kindOf, shown } from './wording.ts';

/** Says in plain words what a schema objects to. */
export function describeViolation(violation: Violation): Objection {
  const { path, keyword, params } = violation;
  const words = (): Words => (WORDS[keyword] ?? otherWords)(violation);
  if (keyword === 'additionalProperties') {
    return { path: [...path, String(params['additionalProperty'])], part: 'key', words };
  }
  return { path, part: keyword === 'required' ? 'key' : 'value', words };
}

const WORDS: Readonly<Record<string, (violation: Violation) => Words>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  format: wrongFormat,
  enum: wrongChoice,
  const: ({ value, params }) => ({
    what: `${shown(value)} is no choice here`,
    expected: `write ${quote(params['allowedValue'])}`,
  }),
  anyOf: wrongShape,
  oneOf: wrongShape,
  minimum: ({ value, params }) => tooSmall(value, `at least ${String(params['limit'])}`),
  exclusiveMinimum: ({ value, params }) => tooSmall(value, `more than ${String(params['limit'])}`),
  maximum: ({ value, params }) => tooLarge(value, `at most ${String(params['limit'])}`),
  exclusiveMaximum: ({ value, params }) => tooLarge(value, `less than ${String(params['limit'])}`),
  multipleOf: ({ value, params }) => ({
    what: `${shown(value)} is no multiple of ${String(params['multipleOf'])}`,
    expected: 'write a multiple',
  }),
  minLength: ({ value, params }) => ({
    what: value === '' ? 'the text is empty' : `${shown(value)} is too short`,
    expected: `write ${counted(params['limit'], 'character', 'characters')} or more`,
  }),
  maxLength: ({ value, params }) => ({
    what: `${shown(value)} is too long`,
    expected: `at most ${counted(params['limit'], 'character', 'characters')}`,
  }),
  pattern: ({ value, params }) => ({
    what: `${shown(value)} does not have the right form`,
    expected: `it should match ${String(params['pattern'])}`,
  }),
  minItems: ({ value, params }) => ({
    what: Array.isArray(value) && value.length > 0 ? 'the list is too short' : 'the list is empty',
    expected: `at least ${counted(params['limit'], 'entry', 'entries')}`,
  }),
  maxItems: ({ params }) => ({
    what: 'the list is too long',
    expected: `at most ${counted(params['limit'], 'entry', 'entries')}`,
  }),
  uniqueItems: ({ params }) => ({
    what: `the entries [${String(params['j'])}] and [${String(params['i'])}] are the same`,
    expected: 'keep one of the two',
  }),
};

function otherWords({ keyword }: Violation): Words {
  return { what: 'the value does not fit', expected: `see ${keyword} in the schema` };
}

function unknownKey({ params, schema }: Violation): Words {
  const known = Object.keys(Object(schema['properties']) as object);
  const guess = nearest(String(params['additionalProperty']), known);
  return { what: 'this key is unknown', expected: suggestion(guess, known) };
}

function suggestion(guess: string | undefined, known: readonly string[]): string {
  if (guess !== undefined) return `did you mean ${quote(guess)}?`;
  return known.length === 0 ? 'remove it: nothing can be set here' : `known: ${known.join(', ')}`;
}

function missingKey({ params, schema }: Violation): Words {
  const name = String(params['missingProperty']);
  const properties = Object(schema['properties']) as Record<string, { description?: string }>;
  return {
    what: `${name} is missing`,
    expected: `add it: ${properties[name]?.description ?? 'it is required'}`,
  };
}

/** Never repeats the value: what stands in the wrong place may be a secret. */
function wrongType({ params, value, schema }: Violation): Words {
  const types = [params['type']].flat().map((type) => kindNamed(String(type)));
  const example = exampleOf(schema);
  const expected = `write ${example ?? types.join(' or ')}`;
  if (value === null) return { what: 'is empty', expected: `${expected}, or remove the key` };
  const what = `is ${kindOf(value)}, not ${types.join(' or ')}`;
  const isBareText = typeof value !== 'object' && types.includes('a text') && example === undefined;
  return { what, expected: isBareText ? 'put it in quotes' : expected };
}

function wrongFormat({ params, value }: Violation): Words {
  const name = String(params['format']);
  const format = FORMATS.find((known) => known.name === name);
  const why = format?.whyNot(String(value)) ?? 'does not fit';
  // What stands in place of a reference may be the secret itself.
  const subject = name === 'secret-reference' ? 'the value' : shown(value);
  return { what: `${subject} ${why}`, expected: `write ${format?.example ?? name}` };
}

function wrongChoice({ value, params }: Violation): Words {
  const choices = [params['allowedValues']].flat().map(String);
  const guess = typeof value === 'string' ? nearest(value, choices) : undefined;
  const advice = guess === undefined ? '' : `; did you mean ${quote(guess)}?`;
  return {
    what: `${shown(value)} is no choice here`,
    expected: `one of ${choices.join(', ')}${advice}`,
  };
}

function wrongShape({ value, schema }: Violation): Words {
  const { description } = schema;
  const shapes = typeof description === 'string' ? asClause(description) : undefined;
  return {
    what: value === null ? 'is empty' : `is ${kindOf(value)}`,
    expected: shapes === undefined ? 'see the schema' : `write ${shapes}`,
  };
}

function tooSmall(value: unknown, expected: string): Words {
  return { what: `${shown(value)} is too small`, expected };
}

function tooLarge(value: unknown, expected: string): Words {
  return { what: `${shown(value)} is too large`, expected };
}

function exampleOf({ format, properties }: Violation['schema']): string | undefined {
  const keys = Object.keys(Object(properties) as object);
  if (keys.length > 0) return `settings under it: ${keys.join(', ')}`;
  return FORMATS.find(({ name }) => name === format)?.example;
}
