import type { JsonSchema } from '#core/json.ts';

export type DnsOptions = {
  readonly forwarderTimeoutMs: number;
  readonly directTimeoutMs: number;
  readonly wildcardProbe: boolean;
};

export const DEFAULTS: DnsOptions = {
  // BIND gives up on its forwarders after 10 s and says SERVFAIL only then.
  forwarderTimeoutMs: 12_000,
  // What glibc waits for one name server.
  directTimeoutMs: 5000,
  wildcardProbe: true,
};

export const OPTIONS_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    forwarderTimeoutMs: {
      type: 'integer',
      minimum: 100,
      maximum: 60_000,
      default: DEFAULTS.forwarderTimeoutMs,
      description:
        'How long to wait for a resolver that asks others, in milliseconds. BIND says SERVFAIL after 10 s.',
    },
    directTimeoutMs: {
      type: 'integer',
      minimum: 100,
      maximum: 60_000,
      default: DEFAULTS.directTimeoutMs,
      description: 'How long to wait for the inbound endpoint, in milliseconds.',
    },
    wildcardProbe: {
      type: 'boolean',
      default: DEFAULTS.wildcardProbe,
      description: 'Ask for a name that nobody has, to find resolvers that answer anything.',
    },
  },
};
