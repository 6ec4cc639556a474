import type { AnyCheck } from '#core/check.ts';
import { compileSchema, type Judged } from '#lib/schema-validator.ts';
import { FORMATS } from './formats.ts';
import type { Objection } from './objection.ts';
import { type Completeness, configSchema } from './schema.ts';

/** What the config's schema can do once compiled, or the checks whose options are no schema. */
export type CompiledSchema =
  | { readonly ok: true; readonly judge: (config: unknown) => Judged }
  | { readonly ok: false; readonly faults: readonly Objection[] };

const formats = FORMATS.map(({ name, whyNot }) => ({
  name,
  fits: (text: string) => whyNot(text) === undefined,
}));

export interface SchemaUse {
  readonly completeness?: Completeness | undefined;
  /** Some of the checks are of plugins: what they call a schema may be none. */
  readonly hasPlugins?: boolean;
}

/** Compiles the schema of a config for these checks, some of which may come from plugins. */
export function compileConfigSchema(
  checks: readonly AnyCheck[],
  { completeness = 'whole', hasPlugins = true }: SchemaUse = {},
): CompiledSchema {
  const schema = configSchema(checks, completeness);
  try {
    return { ok: true, judge: compileSchema(schema, { formats, isTrusted: !hasPlugins }) };
  } catch (error) {
    const faults = checks.flatMap(faultOf);
    if (faults.length === 0) throw error;
    return { ok: false, faults };
  }
}

function faultOf(check: AnyCheck): readonly Objection[] {
  try {
    compileSchema(configSchema([check]), { formats });
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const words = () => ({
      what: `the options of this check are no JSON Schema that can be used (${why})`,
      expected: 'mend the plugin that brings the check',
    });
    return [{ path: ['checks', check.id], part: 'key', words }];
  }
}
