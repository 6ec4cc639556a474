import type { Json, JsonSchema } from '#core/json.ts';
import type { Site } from '#core/site.ts';
import type { CostTarget } from './target.ts';

export type CostOptions = Pick<CostTarget, 'vcpus' | 'tiers' | 'lookedUpOn'> & {
  /** 0 takes the site's. */
  readonly nodes: number;
};

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    vcpus: {
      type: 'integer',
      description: 'vCPUs of one node; 0 counts those of this host.',
      minimum: 0,
      maximum: 4096,
      default: 0,
    },
    nodes: {
      type: 'integer',
      description: 'Nodes of the fleet; 0 takes capacity.nodes, or one.',
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
    },
    tiers: {
      type: 'array',
      description:
        'The rates of https://aws.amazon.com/eks/pricing/ (Hybrid Nodes), cheapest last: each for the next vCPU-hours of a month. There is no default, as prices change: without them only the vCPU-hours are told.',
      default: [] satisfies Json,
      maxItems: 20,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['usdPerVcpuHour'],
        properties: {
          vcpuHours: {
            type: 'number',
            description: 'How many vCPU-hours of a month have this rate; left out, all the rest.',
            minimum: 1,
            examples: [576_000],
          },
          usdPerVcpuHour: {
            type: 'number',
            description: 'USD for one vCPU for one hour.',
            minimum: 0,
            maximum: 100,
          },
        },
      },
    },
    lookedUpOn: {
      type: 'string',
      description:
        'The day on which the rates were looked up, such as 2026-11-20: the finding repeats it.',
      pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$',
      default: '',
    },
  },
};

/** How many nodes the fleet has. */
export function nodesOf({ capacity }: Site, { nodes }: CostOptions): number {
  return nodes === 0 ? (capacity?.nodes ?? 1) : nodes;
}
