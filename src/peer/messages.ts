import type { Json, JsonSchema } from '#core/json.ts';
import type { Fault } from '#core/report.ts';
import { createValidator } from '#lib/schema-validator.ts';
import { type Request, REQUEST_SCHEMA } from './requests.ts';

/** Raised when either side would misread the other. */
export const PROTOCOL = 2;

/** What each side says first, and nothing before it. */
export type Hello = {
  readonly type: 'hello';
  readonly protocol: number;
  readonly tool: string;
  readonly role: 'host' | 'peer';
  /** The checks that it can measure for; empty for a host. */
  readonly checks: readonly string[];
  /** The other side's address as it arrives here: not its own where the path translates it. */
  readonly observedAddress: string;
};

/** Either side may ask, and each numbers its own questions. */
export type Message =
  | Hello
  | { readonly type: 'request'; readonly id: number; readonly what: Request }
  | { readonly type: 'result'; readonly id: number; readonly value: Json }
  | { readonly type: 'failed'; readonly id: number; readonly fault: Fault }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly fraction: number;
      readonly note: string;
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' };

const id = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string', maxLength: 4096 } as const;

function message(type: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    required: ['type', ...Object.keys(properties)],
    additionalProperties: false,
    properties: { type: { const: type }, ...properties },
  };
}

const FAULT = {
  type: 'object',
  required: ['kind', 'message'],
  properties: {
    kind: { enum: ['environment', 'deadline', 'bug'] },
    message: { type: 'string' },
    fix: { type: 'string' },
    stack: { type: 'string' },
  },
  // What each kind has beside its message.
  if: { properties: { kind: { const: 'bug' } } },
  then: { required: ['stack'] },
  else: { required: ['fix'] },
} as const satisfies JsonSchema;

const MESSAGES: Readonly<Record<Message['type'], (value: unknown) => readonly string[]>> = {
  hello: createValidator({
    type: 'object',
    required: ['protocol', 'tool'],
    properties: { protocol: { type: 'integer', minimum: 0 }, tool: text },
    // Of another version only what must be understood is looked at.
    if: { properties: { protocol: { const: PROTOCOL } } },
    then: {
      required: ['role', 'checks', 'observedAddress'],
      properties: {
        role: { enum: ['host', 'peer'] },
        checks: { type: 'array', maxItems: 256, items: text },
        observedAddress: text,
      },
    },
  }),
  request: createValidator(message('request', { id, what: REQUEST_SCHEMA })),
  result: createValidator(message('result', { id, value: {} })),
  failed: createValidator(message('failed', { id, fault: FAULT })),
  progress: createValidator(
    message('progress', { id, fraction: { type: 'number', minimum: 0, maximum: 1 }, note: text }),
  ),
  cancel: createValidator(message('cancel', { id })),
  ping: createValidator(message('ping', {})),
  pong: createValidator(message('pong', {})),
};

export type Understood =
  { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly why: string };

/** Reads what the other side says; whatever does not fit the protocol is refused whole. */
export function readMessage(value: unknown): Understood {
  const type: unknown = Object(value) === value ? Reflect.get(value as object, 'type') : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(MESSAGES, type)) {
    return { ok: false, why: 'a message of no known type' };
  }
  const [first] = MESSAGES[type as Message['type']](value);
  return first === undefined
    ? { ok: true, message: value as Message }
    : { ok: false, why: `a message "${type}" that does not fit: ${first}` };
}
