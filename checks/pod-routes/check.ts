import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { plan, rules } from './plan.ts';

const PORT = { type: 'integer', minimum: 1, maximum: 65535 } as const;

export const podRoutes = defineCheck({
  id: 'pod-routes',
  title: 'The control plane can call webhooks in pods on premises',
  why: 'Without a route to the pods, every webhook on a hybrid node times out, and what it guards cannot be created any more.',
  explanation: {
    proves: [
      'Packets from the VPC to the pod network come to this host, before any network plugin runs: it takes an address of that network for a moment, and the peer calls it there.',
      'Each port of webhooks comes through, with the answers back; who answered is proven.',
      'Whether calls arrive with the source address that they left with.',
    ],
    doesNotProve: [
      'That other nodes are reached: each has pods of its own.',
      'What the network plugin does with packets once it runs.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html',
      'ip-address(8), valid_lft: the kernel takes the address away again',
    ],
  },
  vocabulary,
  needs: ['tcp', 'host', 'far'],
  lane: 'light',
  stages: {
    only: ['before-init', 'after-init'],
    otherwise:
      'the network plugin hands the addresses of pods out now, and none is borrowed from it; that webhooks are called, the API shows',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      webhookPorts: {
        type: 'array',
        description: 'Ports that the API calls in pods: webhooks, metrics-server.',
        items: PORT,
        default: [443, 8443, 9443, 10251],
      },
      routes: {
        enum: ['static', 'bgp'],
        description:
          'How routers learn the way to the pods. With bgp a missing route only warns: it comes once the network plugin runs.',
        default: 'static',
      },
      timeoutMs: {
        type: 'integer',
        description: 'How long a port may stay silent, in milliseconds.',
        minimum: 200,
        maximum: 60000,
        default: 3500,
      },
    },
  },
  plan,
  measure,
  judge,
  rules,
});
