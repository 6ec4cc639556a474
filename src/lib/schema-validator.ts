import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
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

/** What a schema says of one value. */
export interface Judged {
  readonly violations: readonly Violation[];
  /** A copy in which every absent property with a default has it; good where nothing is violated. */
  readonly filled: unknown;
}

export interface SchemaRules {
  readonly formats?: readonly Format[];
  /** The schema is known to be one: it is not held against the schema of schemas, which takes longer than its use. */
  readonly isTrusted?: boolean;
}

/** Compiles a schema (2020-12) with formats of our own. Throws where it is none. */
export function compileSchema(
  schema: JsonSchema,
  { formats = [], isTrusted = false }: SchemaRules = {},
): (value: unknown) => Judged {
  const options = { useDefaults: true, validateSchema: !isTrusted };
  const validate = createAjv(formats, options).compile(schema);
  return (value) => {
    const filled: unknown = structuredClone(value);
    if (validate(filled)) return { violations: [], filled };
    const violations = (validate.errors ?? []).map((error) => violationOf(error, filled));
    return { violations, filled };
  };
}

/** Each instance compiles the rules for schemas anew, which takes megabytes: those of one kind share theirs. */
let plain: Ajv2020 | undefined;

/** Returns a function that describes each violation in one line. It compiles the schema when it is first asked. */
export function createValidator(schema: JsonSchema): (value: unknown) => readonly string[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (plain ??= createAjv([], {})).compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`,
    );
  };
}

function createAjv(formats: readonly Format[], options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    ...options,
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
