import type { JsonSchema } from '#core/json.ts';

export type RegistryOptions = {
  readonly warnDays: number;
  readonly imageGb: number;
  readonly mostMegabytes: number;
  readonly mostSeconds: number;
  readonly containerdConfig: string;
  readonly timeoutMs: number;
};

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    warnDays: {
      type: 'integer',
      description: 'A certificate that ends within so many days is a warning.',
      minimum: 0,
      maximum: 3650,
      default: 30,
    },
    imageGb: {
      type: 'number',
      description:
        'How large an image the time to pull is told for, in GB (10⁹ bytes, compressed).',
      exclusiveMinimum: 0,
      maximum: 10_000,
      default: 12,
    },
    mostMegabytes: {
      type: 'integer',
      description: 'No more of the first layer is pulled, in MB.',
      minimum: 1,
      maximum: 10_000,
      default: 128,
    },
    mostSeconds: {
      type: 'integer',
      description: 'Nor does it take longer.',
      minimum: 1,
      maximum: 60,
      default: 10,
    },
    containerdConfig: {
      type: 'string',
      description:
        'containerd’s config, whose config_path leads to hosts.toml and to the authorities that containerd will trust.',
      format: 'path',
      default: '/etc/containerd/config.toml',
    },
    timeoutMs: {
      type: 'integer',
      description: 'How long a connection or an answer may take, in milliseconds.',
      minimum: 200,
      maximum: 60_000,
      default: 5000,
    },
  },
};
