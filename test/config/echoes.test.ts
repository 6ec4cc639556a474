import { test } from 'tap';
import type { JsonSchema } from '#core/json.ts';
import { compileSchema } from '#lib/schema-validator.ts';
import { withoutEchoes } from '../../src/config/echoes.ts';

const closed = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
});

const inline = { anyOf: [{ type: 'string', minLength: 3 }, closed({ port: { minimum: 1 } })] };
const referred = {
  anyOf: [{ $ref: '#/$defs/word' }, { $ref: '#/$defs/place' }],
};
const $defs = {
  word: { type: 'string', minLength: 3 },
  place: closed({ port: { minimum: 1 } }),
};
const nested = {
  oneOf: [
    { type: 'array', items: inline },
    { type: 'number', minimum: 5 },
  ],
};

const rows = [
  {
    name: 'the shape whose type fits is the one meant',
    schema: inline,
    value: 'a',
    left: ['minLength'],
  },
  {
    name: 'all that is wrong with that shape is kept',
    schema: inline,
    value: { port: 0, prot: 1 },
    left: ['additionalProperties', 'minimum port'],
  },
  {
    name: 'where no type fits, the choice itself is left',
    schema: inline,
    value: 5,
    left: ['anyOf'],
  },
  {
    name: 'a choice inside a choice is reduced first',
    schema: nested,
    value: ['abc', 'a', 5],
    left: ['minLength 1', 'anyOf 2'],
  },
  { name: 'the other side of a nested choice', schema: nested, value: 4, left: ['minimum'] },
  {
    name: 'more shapes than one that fit are a failed choice',
    schema: { oneOf: [{ type: 'integer' }, { minimum: 0 }] },
    value: 1,
    left: ['oneOf'],
  },
  {
    name: 'a shape that is referred to is no sibling',
    schema: referred,
    value: { port: 0 },
    left: ['anyOf'],
  },
  {
    name: 'what stands beside a choice is kept',
    schema: { maxLength: 0, ...inline },
    value: 'a',
    left: ['minLength', 'maxLength'],
  },
];

for (const { name, schema, value, left } of rows) {
  test(name, async (t) => {
    const { violations } = compileSchema({ $defs, properties: { x: schema } })({ x: value });
    t.strictSame(
      withoutEchoes(violations).map(({ keyword, path }) => [keyword, ...path.slice(1)].join(' ')),
      left,
    );
  });
}

test('violations of one place say nothing of the next', async (t) => {
  const schema = { type: 'array', items: inline };
  const { violations } = compileSchema(schema)([1, 2, 'a']);
  t.strictSame(
    withoutEchoes(violations).map(({ keyword, path }) => `${keyword} ${path.join('.')}`),
    ['anyOf 0', 'anyOf 1', 'minLength 2'],
  );
});
