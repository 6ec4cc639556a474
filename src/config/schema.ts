import type { AnyCheck } from '#core/check.ts';
import type { JsonSchema } from '#core/json.ts';
import { JUDGING_PROPERTIES } from './schema/judging.ts';
import { SITE_PROPERTIES } from './schema/site.ts';

/** Returns the JSON Schema (2020-12) of a config for these checks: each has its section under `checks`. */
export function configSchema(checks: readonly AnyCheck[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'hybrid-preflight config',
    type: 'object',
    additionalProperties: false,
    required: ['cluster', 'networks'],
    properties: {
      ...SITE_PROPERTIES,
      ...JUDGING_PROPERTIES,
      checks: {
        type: 'object',
        description: 'Options of single checks.',
        additionalProperties: false,
        default: {},
        properties: Object.fromEntries(
          checks.map(({ id, why, options }) => [id, { description: why, default: {}, ...options }]),
        ),
      },
    },
  };
}
