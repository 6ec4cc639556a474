import type { JsonSchema } from '#core/json.ts';

export type ClusterDnsOptions = { readonly address: string; readonly timeoutMs: number };

/** CoreDNS gives its upstreams 5 s in all (plugin forward, defaultTimeout) before it says SERVFAIL. */
const TIMEOUT_MS = 7000;

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    address: {
      type: 'string',
      description:
        'The address of the Service kube-dns, or address:port. `inferred` is the tenth address of networks.services, as EKS has it.',
      format: 'service-address',
      default: 'inferred',
    },
    timeoutMs: {
      type: 'integer',
      description:
        'How long an answer may take, in milliseconds. CoreDNS says SERVFAIL after 5 s without its upstream.',
      minimum: 100,
      maximum: 30000,
      default: TIMEOUT_MS,
    },
  },
};
