import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '#core/json.ts';

/** One thing that a schema objects to, with the keyword that says why. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly keyword: string;
  /** Where the keyword stands in the schema: `#/properties/port/minimum`. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** the schema that holds the keyword */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Format {
  readonly name: string;
  readonly fits: (text: string) => boolean;
}

/** Compiles a schema (2020-12) with formats of our own. Returns a function that finds every violation. */
export function compileSchema(
  schema: JsonSchema,
  formats: readonly Format[] = [],
): (value: unknown) => readonly Violation[] {
  const validate = createAjv(formats, false).compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => violationOf(error, value));
}

/** Returns a copy of a valid value in which every absent property with a default has it. */
export function fillDefaults(
  schema: JsonSchema,
  formats: readonly Format[] = [],
): (value: unknown) => unknown {
  const validate = createAjv(formats, true).compile(schema);
  return (value) => {
    const filled: unknown = structuredClone(value);
    validate(filled);
    return filled;
  };
}

/** Each instance compiles the rules for schemas anew, which takes megabytes: those of one kind share theirs. */
let plain: Ajv2020 | undefined;

/** Returns a function that describes each violation in one line. It compiles the schema when it is first asked. */
export function createValidator(schema: JsonSchema): (value: unknown) => readonly string[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (plain ??= createAjv([], false)).compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`,
    );
  };
}

function createAjv(formats: readonly Format[], useDefaults: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    useDefaults,
  });
  for (const { name, fits } of formats) ajv.addFormat(name, fits);
  return ajv;
}

function violationOf(error: ErrorObject, root: unknown): Violation {
  const { instancePath, keyword, schemaPath, params, data, parentSchema } = error;
  const path = pathOf(instancePath, root);
  return { path, keyword, schemaPath, params, value: data, schema: parentSchema ?? {} };
}

/** Reads a JSON pointer (RFC 6901); whether `1` is an index or a key, only the value knows. */
function pathOf(pointer: string, root: unknown): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(key) : key);
    value = (Object(value) as Readonly<Record<string, unknown>>)[key];
  }
  return path;
}
