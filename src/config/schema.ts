import type { AnyCheck } from '#core/check.ts';
import type { JsonSchema } from '#core/json.ts';
import { JUDGING_PROPERTIES } from './schema/judging.ts';
import { OPEN_NETWORKS, SITE_PROPERTIES } from './schema/site.ts';

/** `open`: a site that only a NodeConfig describes, whose networks nobody has named yet. */
export type Completeness = 'whole' | 'open';

/** Returns the JSON Schema (2020-12) of a config for these checks: each has its section under `checks`. */
export function configSchema(
  checks: readonly AnyCheck[],
  completeness: Completeness = 'whole',
): JsonSchema {
  const isOpen = completeness === 'open';
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'hybrid-preflight config',
    type: 'object',
    additionalProperties: false,
    required: isOpen ? ['cluster'] : ['cluster', 'networks'],
    properties: {
      ...SITE_PROPERTIES,
      ...(isOpen ? { networks: OPEN_NETWORKS } : {}),
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
