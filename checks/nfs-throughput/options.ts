import type { JsonSchema } from '#core/json.ts';

export type NfsOptions = {
  readonly engine: 'own' | 'fio';
  readonly throughput?: { readonly pass: string; readonly fail: string };
  readonly confidence: number;
  readonly blockBytes: number;
  readonly inFlight: number;
  readonly mostBytes: number;
  readonly mostSeconds: number;
  readonly stallSeconds: number;
  readonly full: boolean;
};

/** The adoption guide's recipe: dd bs=1M count=1000. */
const RECIPE_BYTES = 1000 * 1024 * 1024;

const whole = (description: string, range: readonly [number, number, number]): JsonSchema => ({
  type: 'integer',
  description,
  minimum: range[0],
  maximum: range[1],
  default: range[2],
});

export const NFS_OPTIONS: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    engine: {
      type: 'string',
      description: 'What writes and reads: this program, or fio where it is installed.',
      enum: ['own', 'fio'],
      default: 'own',
    },
    throughput: {
      type: 'object',
      description:
        'What writing and reading are held against; without it, half of what the baseline asks of the link.',
      additionalProperties: false,
      required: ['pass', 'fail'],
      properties: {
        pass: { type: 'string', description: 'Good from here on.', format: 'rate' },
        fail: { type: 'string', description: 'Too little below it.', format: 'rate' },
      },
    },
    confidence: {
      type: 'number',
      description: 'How sure a verdict must be, from 0.5 to 0.999.',
      minimum: 0.5,
      maximum: 0.999,
      default: 0.95,
    },
    blockBytes: {
      ...whole('How much one request carries.', [4096, 16_777_216, 1_048_576]),
      // The sector of a disk, which O_DIRECT keeps to (open(2)).
      multipleOf: 512,
    },
    inFlight: whole('Requests under way at once.', [1, 64, 4]),
    mostBytes: whole(
      'How much may be written and read, at most; a quarter of what is free is never exceeded.',
      [1_048_576, 1_000_000_000_000, RECIPE_BYTES],
    ),
    mostSeconds: whole('How long each direction takes, at most.', [1, 3600, 15]),
    stallSeconds: whole('Without an answer for so long, the server hangs.', [1, 600, 15]),
    full: {
      type: 'boolean',
      description: 'All of mostBytes each way, and dd beside it, as the adoption guide has it.',
      default: false,
    },
  },
};
