import type { JsonSchema } from '#core/json.ts';
import { AREA_NAMES } from './area-names.ts';

export type HostOptions = {
  readonly areas: readonly string[];
  readonly timeServers: readonly string[];
  readonly timeoutMs: number;
  readonly certificate: string;
  readonly privateKey: string;
};

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    areas: {
      type: 'array',
      description: 'What is looked at; by default everything.',
      items: { enum: AREA_NAMES },
      default: AREA_NAMES,
    },
    timeServers: {
      type: 'array',
      description:
        'Time servers to ask, in the place of those that chrony, timesyncd or ntp of this host are told to.',
      items: { type: 'string', format: 'place' },
      default: [],
    },
    timeoutMs: {
      type: 'integer',
      description: 'How long a time server may stay silent, in milliseconds; it is asked twice.',
      minimum: 100,
      maximum: 10000,
      default: 1500,
    },
    certificate: {
      type: 'string',
      description: 'The certificate for IAM Roles Anywhere: certificatePath of the node config.',
      pattern: '^/',
      default: '/etc/iam/pki/server.pem',
    },
    privateKey: {
      type: 'string',
      description: 'Its private key: privateKeyPath of the node config. Only its match is told.',
      pattern: '^/',
      default: '/etc/iam/pki/server.key',
    },
  },
};
