import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { OPTIONS } from './options.ts';
import { plan } from './plan.ts';
import { rules } from './rules.ts';

export const awsEndpoints = defineCheck({
  id: 'aws-endpoints',
  title: 'Each endpoint of AWS that a node calls answers, as itself',
  why: 'nodeadm, the SSM agent and image pulls stop at the first endpoint that a firewall, a proxy or a resolver keeps from them, and say little of it.',
  explanation: {
    proves: [
      'Each endpoint of the region resolves, every address of it takes a connection, its certificate leads to a public authority, and it answers as AWS does to somebody without credentials.',
      'With answers: private, that names lead to interface endpoints in the VPC.',
      'Where the environment names a proxy (HTTPS_PROXY, NO_PROXY, as Go programs read them), the same through the proxy; what it says itself is told from what AWS says.',
      'Who answers in the place of AWS: block pages by their title, proxies that decrypt by their issuer.',
    ],
    doesNotProve: [
      'That credentials work: nothing is sent but one GET without any.',
      'That services with a configuration of their own (systemd drop-ins) use the same proxy as this shell.',
      'Mirrors of the operating system’s packages.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-private-connectivity.html',
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (the bucket of layers)',
      'https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html (accounts of the registries)',
      'golang.org/x/net/http/httpproxy (which names go through a proxy)',
    ],
  },
  vocabulary,
  needs: ['https', 'dns', 'host'],
  lane: 'light',
  options: OPTIONS,
  plan,
  measure,
  judge,
  rules,
});
