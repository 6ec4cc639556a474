import type { JsonSchema } from '#core/json.ts';

export type LinkOptions = {
  readonly confidence: number;
  readonly ratePps: number;
  readonly pingRatePps: number;
  readonly mostPackets: number;
  readonly watchMs: number;
  readonly budgetMs: number;
  readonly dscp: number;
};

const MOST_MS = 150_000;

/** The same section for each of the three checks. */
export const LINK_OPTIONS: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    confidence: {
      type: 'number',
      description: 'How sure all verdicts of a check must be together, from 0.5 to 0.999.',
      minimum: 0.5,
      maximum: 0.999,
      default: 0.95,
    },
    ratePps: {
      type: 'integer',
      description:
        'Test packets a second at most (and one hundredth of transport.bandwidth). 10000 proves a loss below 0.01 % in four seconds instead of forty.',
      minimum: 10,
      maximum: 10000,
      default: 1000,
    },
    pingRatePps: {
      type: 'integer',
      description: 'Echo requests a second at most, to the addresses of targets.ping.',
      minimum: 1,
      maximum: 500,
      default: 200,
    },
    mostPackets: {
      type: 'integer',
      description:
        'Packets at most; then the verdict is inconclusive, and says what would decide it.',
      minimum: 10,
      maximum: 1000000,
      default: 100000,
    },
    watchMs: {
      type: 'integer',
      description:
        'Time at least, in milliseconds: loss that comes more rarely than every third of it stays unseen. 30000 finds bursts that four seconds miss.',
      minimum: 0,
      maximum: MOST_MS,
      default: 0,
    },
    budgetMs: {
      type: 'integer',
      description: 'Time at most, in milliseconds.',
      minimum: 100,
      maximum: MOST_MS,
      default: 50000,
    },
    dscp: {
      type: 'integer',
      description:
        'The class of service to ask for (DSCP, RFC 2474) in echo requests. Test packets to reflectors leave with 0: the runtime cannot mark them.',
      minimum: 0,
      maximum: 63,
      default: 0,
    },
  },
};
