import type { Json, JsonSchema } from '#core/json.ts';

/** A closed object: an unknown key is a slip of the pen. Everything is optional save what `required` names. */
export function section(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return {
    type: 'object',
    description,
    additionalProperties: false,
    properties,
    ...(required.length === 0 ? {} : { required }),
  };
}

/** A section that may be left out: its defaults are filled in all the same. */
export function optionalSection(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  return { ...section(description, properties), default: {} };
}

export function text(description: string, rest: JsonSchema = {}): JsonSchema {
  return { type: 'string', minLength: 1, description, ...rest };
}

export function formatted(format: string, description: string, rest: JsonSchema = {}): JsonSchema {
  return { type: 'string', format, description, ...rest };
}

export function choice(
  description: string,
  values: readonly string[],
  preset: string,
): JsonSchema {
  return { enum: values, description, default: preset };
}

export function count(description: string, minimum: number, rest: JsonSchema = {}): JsonSchema {
  return { type: 'integer', minimum, description, ...rest };
}

/** A list that may be left out. */
export function list(description: string, items: JsonSchema, rest: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, description, default: [] satisfies Json, ...rest };
}

export const PORT: JsonSchema = { type: 'integer', minimum: 1, maximum: 65535 };
