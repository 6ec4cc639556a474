import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { plan } from './plan.ts';

export const cidrOverlap = defineCheck({
  id: 'cidr-overlap',
  title: 'No two networks of the site share addresses',
  why: 'Where networks overlap, packets for one side stay on the other; EKS refuses such a cluster, or worse, does not.',
  explanation: {
    proves: [
      'No block of the VPC, the remote nodes, the remote pods and the services shares an address with another.',
      'The remote networks keep the rules of the EKS API: private IPv4, /8 to /32, at most 15 and 15.',
      'No network that this host is connected to swallows packets meant for the cluster.',
      'This host’s address is inside the remote node networks, and the pod network is large enough.',
    ],
    doesNotProve: [
      'That the config names every network: peered VPCs and routes behind a Transit Gateway are unknown here.',
      'That route tables in the VPC lead back: that takes packets from the far side.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cluster-update.html',
      'https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteNetworkConfigRequest.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-troubleshooting.html (kubelet certificates)',
      'RFC 1918, RFC 6598, RFC 3927',
    ],
  },
  vocabulary,
  needs: ['host'],
  lane: 'light',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      ignoreInterfaces: {
        type: 'array',
        description: 'Interfaces of this host that do not count; * stands for anything.',
        items: { type: 'string', minLength: 1 },
        default: [],
        examples: [['cilium_*']],
      },
    },
  },
  plan,
  measure,
  judge,
});
