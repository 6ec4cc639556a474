import type { JsonSchema } from '#core/json.ts';

export type BandwidthOptions = {
  readonly measure: 'line-rate' | 'goodput';
  readonly bidirectional: boolean;
  readonly protocol: 'tcp' | 'udp';
  readonly streams: number;
  readonly windowBytes: number;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  readonly full: boolean;
  readonly mostBytes: number;
  readonly confidence: number;
  readonly ports: { readonly from: number; readonly to: number };
  readonly user: string;
  readonly publicKeyFile: string;
  readonly password: string;
};

const port = (description: string, usual: number): JsonSchema => ({
  type: 'integer',
  description,
  minimum: 1024,
  maximum: 65_535,
  default: usual,
});

export const BANDWIDTH_OPTIONS: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    measure: {
      type: 'string',
      description:
        'What is held against the bounds: line-rate counts the headers too, as whoever sells the link does; goodput does not.',
      enum: ['line-rate', 'goodput'],
      default: 'line-rate',
    },
    bidirectional: {
      type: 'boolean',
      description: 'Measure both directions at once as well.',
      default: false,
    },
    protocol: {
      type: 'string',
      description: 'What carries the test; UDP is sent at the rate of the upper bound.',
      enum: ['tcp', 'udp'],
      default: 'tcp',
    },
    streams: {
      type: 'integer',
      description: 'Connections side by side; one flow of EC2 carries 5 Gbps at most.',
      minimum: 1,
      maximum: 128,
      default: 10,
    },
    windowBytes: {
      type: 'integer',
      description: 'Socket buffers of both sides; 0 lets the kernels tune them.',
      minimum: 0,
      maximum: 536_870_912,
      default: 0,
    },
    leastSeconds: {
      type: 'integer',
      description: 'How long a direction is measured at least, after a second of slow start.',
      minimum: 1,
      maximum: 60,
      default: 2,
    },
    mostSeconds: {
      type: 'integer',
      description: 'How long at most, all runs together, where the verdict stays open.',
      minimum: 1,
      maximum: 120,
      default: 14,
    },
    full: {
      type: 'boolean',
      description: 'One run of 60 s a direction, as the adoption guide’s recipe has it.',
      default: false,
    },
    mostBytes: {
      type: 'integer',
      description:
        'How much may go in each direction, for links that are paid by the byte; 0 for no limit.',
      minimum: 0,
      maximum: 1_000_000_000_000_000,
      default: 0,
    },
    confidence: {
      type: 'number',
      description: 'How sure a verdict must be, from 0.5 to 0.999.',
      minimum: 0.5,
      maximum: 0.999,
      default: 0.95,
    },
    ports: {
      type: 'object',
      description: 'Where the peer serves iperf3, at one of these by chance.',
      additionalProperties: false,
      properties: { from: port('The first.', 5201), to: port('The last.', 5210) },
      default: {},
    },
    user: {
      type: 'string',
      description: 'Who may use a server of targets.iperf3 that asks for it.',
      maxLength: 128,
      default: '',
    },
    publicKeyFile: {
      type: 'string',
      description: 'File with that server’s public RSA key.',
      maxLength: 4096,
      default: '',
    },
    password: {
      type: 'string',
      description: 'Where the password is: env:NAME or file:/path.',
      pattern: '^$|^(?:env|file):.+$',
      maxLength: 4096,
      default: '',
    },
  },
};
