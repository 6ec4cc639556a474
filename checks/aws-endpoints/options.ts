import type { JsonSchema } from '#core/json.ts';
import type { Feature } from './endpoint-table.ts';

export type EndpointOptions = {
  readonly enabled: boolean;
  readonly answers: 'any' | 'private';
  readonly features: readonly Feature[];
  readonly ecrAccount: string;
  readonly authority: string;
  readonly timeoutMs: number;
};

const FEATURES = [
  'pod-identity',
  'oidc',
  'cloudwatch',
  'public-ecr',
] as const satisfies readonly Feature[];

export const OPTIONS: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    enabled: {
      type: 'boolean',
      description:
        'Calls the endpoints of AWS in cluster.region. Nothing is sent there before somebody asks for it.',
      default: false,
    },
    answers: {
      enum: ['any', 'private'],
      description:
        'private: names of services that have interface endpoints must resolve into networks.vpc.',
      default: 'any',
    },
    features: {
      type: 'array',
      description: 'What else the nodes will call.',
      items: { enum: FEATURES },
      default: [],
    },
    ecrAccount: {
      type: 'string',
      description:
        'The account of the EKS images, where the region is newer than the table; 12 digits.',
      pattern: '^(\\d{12})?$',
      default: '',
    },
    authority: {
      type: 'string',
      description:
        'Who signs for AWS here, as PEM or file:/path, as in partitions with authorities of their own; empty: whom the world trusts.',
      default: '',
    },
    timeoutMs: {
      type: 'integer',
      description: 'How long each step of an exchange may take, in milliseconds.',
      minimum: 200,
      maximum: 60_000,
      default: 5000,
    },
  },
};
