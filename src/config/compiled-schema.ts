import type { AnyCheck } from '#core/check.ts';
import { compileSchema, fillDefaults, type Violation } from '#lib/schema-validator.ts';
import { FORMATS } from './formats.ts';
import type { Objection } from './objection.ts';
import { type Completeness, configSchema } from './schema.ts';

/** What the config's schema can do once compiled, or the checks whose options are no schema. */
export type CompiledSchema =
  | {
      readonly ok: true;
      readonly violationsOf: (config: unknown) => readonly Violation[];
      readonly fill: (config: unknown) => unknown;
    }
  | { readonly ok: false; readonly faults: readonly Objection[] };

const FORMAT_RULES = FORMATS.map(({ name, whyNot }) => ({
  name,
  fits: (text: string) => whyNot(text) === undefined,
}));

/** Compiles the schema of a config for these checks, some of which may come from plugins. */
export function compileConfigSchema(
  checks: readonly AnyCheck[],
  completeness: Completeness = 'whole',
): CompiledSchema {
  try {
    return { ok: true, ...compile(checks, completeness) };
  } catch (error) {
    const faults = checks.flatMap(faultOf);
    if (faults.length === 0) throw error;
    return { ok: false, faults };
  }
}

function compile(checks: readonly AnyCheck[], completeness: Completeness) {
  const schema = configSchema(checks, completeness);
  return {
    violationsOf: compileSchema(schema, FORMAT_RULES),
    fill: fillDefaults(schema, FORMAT_RULES),
  };
}

function faultOf(check: AnyCheck): readonly Objection[] {
  try {
    compile([check], 'whole');
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
