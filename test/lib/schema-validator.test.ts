import { test } from 'tap';
import { compileSchema, createValidator } from '#lib/schema-validator.ts';

const EVEN = { name: 'even', fits: (text: string) => text.length % 2 === 0 };

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    list: { type: 'array', items: { type: 'integer' }, default: [] },
    word: { type: 'string', format: 'even' },
    inner: {
      type: 'object',
      additionalProperties: { type: 'boolean' },
      properties: { depth: { type: 'integer', default: 3 } },
      default: {},
    },
  },
};

test('every violation is found, each with its path', async (t) => {
  const { violations } = compileSchema(schema, { formats: [EVEN] })({
    list: [1, 'x', 2.5],
    word: 'odd',
    wrod: 1,
  });
  t.strictSame(
    violations.map(({ path, keyword }) => [path.join('/'), keyword]),
    [
      ['', 'additionalProperties'],
      ['list/1', 'type'],
      ['list/2', 'type'],
      ['word', 'format'],
    ],
  );
  t.equal(violations[1]?.schemaPath, '#/properties/list/items/type');
});

test('a number in a path is an index in a list and a key in an object', async (t) => {
  const { violations } = compileSchema(schema, { formats: [EVEN] })({
    list: ['x'],
    inner: { 1: 'x', 'a/b~c': 'x' },
  });
  t.strictSame(
    violations.map(({ path }) => path),
    [
      ['list', 0],
      ['inner', '1'],
      ['inner', 'a/b~c'],
    ],
  );
});

test('a sound value has no violations', async (t) => {
  const { violations } = compileSchema(schema, { formats: [EVEN] })({ list: [1], word: 'even' });
  t.strictSame(violations, []);
});

test('defaults are filled into a copy', async (t) => {
  const value = { word: 'even' };
  t.strictSame(compileSchema(schema, { formats: [EVEN] })(value).filled, {
    word: 'even',
    list: [],
    inner: { depth: 3 },
  });
  t.strictSame(value, { word: 'even' });
});

test('a default is never shared between two values', async (t) => {
  const judge = compileSchema(schema, { formats: [EVEN] });
  const first = judge({}).filled as { list: number[] };
  first.list.push(1);
  t.strictSame(judge({}).filled, { list: [], inner: { depth: 3 } });
});

test('a validator without formats of its own describes each violation in a line', async (t) => {
  const validate = createValidator({ type: 'array', items: { type: 'integer' } });
  t.strictSame(validate([1]), []);
  t.strictSame(validate([1, 'x']), ['/1 must be integer']);
  t.strictSame(validate({}), ['/ must be array']);
});

test('a schema with a keyword that nobody knows is refused when it is compiled', async (t) => {
  t.throws(() => compileSchema({ type: 'object', requierd: [] }), /requierd/);
});

test('what is no schema is refused, unless it is trusted to be one', async (t) => {
  const none = { type: 'object', properties: { depth: { minimum: 'three' } } };
  t.throws(() => compileSchema(none), /schema is invalid/);
  t.doesNotThrow(() => compileSchema({ type: 'object' }, { isTrusted: true }));
});
