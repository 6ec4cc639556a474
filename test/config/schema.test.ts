import { test } from 'tap';
import type { JsonSchema } from '#core/json.ts';
import { checks } from '../../checks/index.ts';
import { FORMATS } from '../../src/config/formats.ts';
import { configSchema } from '../../src/config/schema.ts';
import { stubCheck } from '../fakes/check.ts';

const schema = configSchema(checks);

test('every setting is described, and every group of settings is closed', async (t) => {
  for (const { path, setting } of settingsOf(schema, '')) {
    t.type(setting['description'], 'string', path);
    if (setting['properties'] !== undefined) t.equal(setting['additionalProperties'], false, path);
  }
});

test('only formats that are known here are used', async (t) => {
  const known = FORMATS.map(({ name }) => name);
  for (const [, format = ''] of JSON.stringify(schema).matchAll(/"format":"([^"]+)"/g)) {
    t.ok(known.includes(format), format);
  }
});

test('every example in the schema fits its format', async (t) => {
  for (const { path, setting } of settingsOf(schema, '')) {
    const format = FORMATS.find(({ name }) => name === setting['format']);
    if (format === undefined) continue;
    const { examples = [] } = setting as { readonly examples?: readonly string[] };
    for (const example of examples) {
      t.equal(format.whyNot(example), undefined, `${path}: ${example}`);
    }
  }
});

test('each check has its section, with its reason and its defaults', async (t) => {
  const options = {
    type: 'object',
    additionalProperties: false,
    properties: { speed: { default: 5 } },
  };
  t.match(configSchema([stubCheck({ options })]), {
    properties: {
      checks: {
        additionalProperties: false,
        properties: {
          stub: { description: 'Nothing breaks when it is not.', default: {}, ...options },
        },
      },
    },
  });
});

interface Setting {
  readonly path: string;
  readonly setting: JsonSchema;
}

/** Every property at every depth. */
function settingsOf(node: unknown, path: string): readonly Setting[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]: [string, unknown]) => {
    const below = settingsOf(inner, `${path}/${key}`);
    if (key !== 'properties') return below;
    const own = Object.entries(inner as Record<string, JsonSchema>);
    return [...own.map(([name, setting]) => ({ path: `${path}/${name}`, setting })), ...below];
  });
}
