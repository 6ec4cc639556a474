import type { JsonSchema } from '#core/json.ts';

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    minDriver: {
      type: 'string',
      description:
        'The oldest driver of NVIDIA’s that will do; R550 is the oldest that H100 and H200 sites still run.',
      pattern: '^[0-9]{3}(\\.[0-9]{1,4}){0,2}$',
      default: '550',
    },
    count: {
      type: 'integer',
      description:
        'How many GPUs this host has to have; 0 takes those that are on PCI, and skips a host without one.',
      minimum: 0,
      maximum: 64,
      default: 0,
    },
    operator: {
      type: 'boolean',
      description:
        'The NVIDIA GPU Operator brings driver, container toolkit and runtime after the node has joined: that they are missing is then only noted.',
      default: false,
    },
    kubernetesVersion: {
      type: 'string',
      description:
        'The cluster’s version, such as 1.34, to judge whether it shares out devices by DRA; empty: not judged.',
      pattern: '^(1\\.[0-9]{1,3})?$',
      default: '',
    },
    dra: {
      type: 'boolean',
      description: 'Devices shall be shared out by DRA: what that lacks is a warning, not a note.',
      default: false,
    },
    timeoutMs: {
      type: 'integer',
      description:
        'How long nvidia-smi may take, in milliseconds. Without nvidia-persistenced it wakes every GPU first, which takes seconds on a host with eight.',
      minimum: 100,
      maximum: 60_000,
      default: 20_000,
    },
  },
};
