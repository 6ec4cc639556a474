import type { Json, JsonSchema } from '#core/json.ts';
import { createValidator } from '#lib/schema-validator.ts';

/** What one side can ask of the other. `within` is the measurement of the host that a peer asks for. */
export type Request =
  | {
      readonly kind: 'measure';
      readonly check: string;
      readonly target: Json;
      readonly deadlineMs: number;
    }
  | SideRequest;

/** What either side does for the other. Each lease and loan is named by the number of its own request. */
export type SideRequest =
  | {
      readonly kind: 'listen';
      readonly within: number;
      readonly protocol: 'tcp' | 'udp';
      readonly address: string;
      readonly port: number;
    }
  | { readonly kind: 'arrivals'; readonly lease: number }
  | { readonly kind: 'release'; readonly lease: number }
  | {
      readonly kind: 'connect';
      readonly within: number;
      readonly address: string;
      readonly port: number;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'borrow'; readonly within: number; readonly network: string }
  /** Its address is that of the link. */
  | { readonly kind: 'reflect'; readonly within: number }
  | { readonly kind: 'counts'; readonly lease: number }
  /** At the link's address, at one of these ports. */
  | {
      readonly kind: 'iperf3';
      readonly within: number;
      readonly from: number;
      readonly to: number;
    };

const MOST_DEADLINE_MS = 3_600_000;
const MOST_TIMEOUT_MS = 60_000;

const number = { type: 'integer', minimum: 0 } as const;
const port = { type: 'integer', minimum: 1, maximum: 65_535 } as const;
/** Letters of addresses, networks and zones; what they stand for is the policy's to say. */
const address = { type: 'string', pattern: '^[0-9a-fA-F.:%/a-z-]{2,64}$' } as const;
const timeoutMs = { type: 'integer', minimum: 1, maximum: MOST_TIMEOUT_MS } as const;

function kind(name: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    required: ['kind', ...Object.keys(properties)],
    additionalProperties: false,
    properties: { kind: { const: name }, ...properties },
  };
}

export const REQUEST_SCHEMA: JsonSchema = {
  oneOf: [
    kind('measure', {
      check: { type: 'string', pattern: '^[a-z0-9-]{1,64}$' },
      target: {},
      deadlineMs: { type: 'integer', minimum: 1, maximum: MOST_DEADLINE_MS },
    }),
    kind('listen', { within: number, protocol: { enum: ['tcp', 'udp'] }, address, port }),
    kind('arrivals', { lease: number }),
    kind('release', { lease: number }),
    kind('connect', { within: number, address, port, timeoutMs }),
    kind('borrow', { within: number, network: address }),
    kind('reflect', { within: number }),
    kind('counts', { lease: number }),
    kind('iperf3', { within: number, from: port, to: port }),
  ],
};

/** What each of them is answered with. */
export type ListenResult =
  | { readonly kind: 'listening'; readonly ask: string; readonly answer: string }
  | { readonly kind: 'in-use'; readonly by: string }
  | { readonly kind: 'not-here' }
  | { readonly kind: 'unwilling'; readonly why: string };

export type ReflectResult =
  | {
      readonly kind: 'reflecting';
      readonly port: number;
      readonly key: string;
      readonly ssid: number;
    }
  | { readonly kind: 'unwilling'; readonly why: string };

export type Iperf3Result =
  | { readonly kind: 'serving'; readonly port: number; readonly version: string }
  | { readonly kind: 'unwilling'; readonly why: string };

export type BorrowResult =
  | { readonly kind: 'borrowed'; readonly address: string }
  | { readonly kind: 'unwilling'; readonly why: string };

const text = { type: 'string', maxLength: 1024 } as const;
/** In base64. */
const bytes = { type: 'string', maxLength: 256, pattern: '^[A-Za-z0-9+/=]*$' } as const;
const unwilling = kind('unwilling', { why: text });
const sources = { type: 'array', maxItems: 64, items: text } as const;

/** Whether an answer is what its question asked for: an empty list where it is. */
export const RESULTS = {
  listen: createValidator({
    oneOf: [
      kind('listening', { ask: bytes, answer: bytes }),
      kind('in-use', { by: text }),
      kind('not-here', {}),
      unwilling,
    ],
  }),
  arrivals: createValidator({
    type: 'object',
    required: ['from', 'halfOpen'],
    additionalProperties: false,
    properties: { from: sources, halfOpen: sources },
  }),
  connect: createValidator({
    oneOf: [
      { type: 'null' },
      {
        type: 'object',
        required: ['kind', 'afterMs'],
        additionalProperties: false,
        properties: {
          kind: {
            enum: [
              ...['connected', 'refused', 'reset', 'timeout'],
              ...['net-unreachable', 'host-unreachable', 'prohibited'],
            ],
          },
          afterMs: { type: 'number', minimum: 0 },
        },
      },
    ],
  }),
  borrow: createValidator({ oneOf: [kind('borrowed', { address }), unwilling] }),
  reflect: createValidator({
    oneOf: [
      kind('reflecting', {
        port,
        key: bytes,
        ssid: { type: 'integer', minimum: 0, maximum: 65_535 },
      }),
      unwilling,
    ],
  }),
  iperf3: createValidator({
    oneOf: [kind('serving', { port, version: { type: 'string', maxLength: 64 } }), unwilling],
  }),
  counts: createValidator({
    oneOf: [
      { type: 'null' },
      {
        type: 'object',
        required: ['received', 'sent', 'drops'],
        additionalProperties: false,
        properties: { received: number, sent: number, drops: number },
      },
    ],
  }),
} as const;
