import type { Json, JsonSchema } from '#core/json.ts';
import type { Fault } from '#core/report.ts';
import { createValidator } from '#lib/schema-validator.ts';

/** Raised when either side would misread the other. */
export const PROTOCOL = 1;

/** What the host says. */
export type Request =
  | { readonly type: 'hello'; readonly protocol: number; readonly tool: string }
  | {
      readonly type: 'measure';
      readonly id: number;
      readonly check: string;
      readonly target: Json;
      readonly deadlineMs: number;
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'ping' };

/** What the peer says. */
export type Answer =
  | {
      readonly type: 'welcome';
      readonly protocol: number;
      readonly tool: string;
      readonly checks: readonly string[];
      /** The host's address as it arrives here: not its own where the path translates it. */
      readonly observedAddress: string;
    }
  | { readonly type: 'measured'; readonly id: number; readonly measurement: Json }
  | { readonly type: 'failed'; readonly id: number; readonly fault: Fault }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly fraction: number;
      readonly note: string;
    }
  | { readonly type: 'pong' };

const MOST_DEADLINE_MS = 3_600_000;

const id = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string', maxLength: 4096 } as const;
const version = { type: 'integer', minimum: 0 } as const;

function message(type: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    required: ['type', ...Object.keys(properties)],
    additionalProperties: false,
    properties: { type: { const: type }, ...properties },
  };
}

const REQUESTS: Readonly<Record<Request['type'], (value: unknown) => readonly string[]>> = {
  // Of a later version only what must be understood is looked at.
  hello: createValidator({
    type: 'object',
    required: ['protocol', 'tool'],
    properties: { protocol: version, tool: text },
  }),
  measure: createValidator(
    message('measure', {
      id,
      check: { ...text, pattern: '^[a-z0-9-]+$', maxLength: 64 },
      target: {},
      deadlineMs: { type: 'integer', minimum: 1, maximum: MOST_DEADLINE_MS },
    }),
  ),
  cancel: createValidator(message('cancel', { id })),
  ping: createValidator(message('ping', {})),
};

const FAULT = {
  type: 'object',
  required: ['kind', 'message'],
  properties: {
    kind: { enum: ['environment', 'deadline', 'bug'] },
    message: { type: 'string' },
    fix: { type: 'string' },
    stack: { type: 'string' },
  },
} as const satisfies JsonSchema;

const ANSWERS: Readonly<Record<Answer['type'], (value: unknown) => readonly string[]>> = {
  welcome: createValidator({
    type: 'object',
    required: ['protocol', 'tool', 'checks', 'observedAddress'],
    properties: {
      protocol: version,
      tool: text,
      checks: { type: 'array', items: text },
      observedAddress: text,
    },
  }),
  measured: createValidator(message('measured', { id, measurement: {} })),
  failed: createValidator(message('failed', { id, fault: FAULT })),
  progress: createValidator(
    message('progress', { id, fraction: { type: 'number', minimum: 0, maximum: 1 }, note: text }),
  ),
  pong: createValidator(message('pong', {})),
};

export type Understood<Message> =
  { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly why: string };

/** Reads what the other side says it is a host; whatever does not fit the protocol is refused whole. */
export function readRequest(value: unknown): Understood<Request> {
  return understand<Request>(value, REQUESTS);
}

/** Reads what the other side says it is a peer. */
export function readAnswer(value: unknown): Understood<Answer> {
  return understand<Answer>(value, ANSWERS);
}

function understand<Message>(
  value: unknown,
  known: Readonly<Record<string, (value: unknown) => readonly string[]>>,
): Understood<Message> {
  const type: unknown = Object(value) === value ? Reflect.get(value as object, 'type') : undefined;
  const validate = typeof type === 'string' && Object.hasOwn(known, type) ? known[type] : undefined;
  if (validate === undefined) return { ok: false, why: 'a message of no known type' };
  const [first] = validate(value);
  return first === undefined
    ? { ok: true, message: value as Message }
    : { ok: false, why: `a message "${String(type)}" that does not fit: ${first}` };
}
