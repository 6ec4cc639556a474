import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan } from './plan.ts';

export const clusterDns = defineCheck({
  id: 'cluster-dns',
  title: 'The cluster’s own DNS answers this node',
  why: 'Every pod asks this one address for every name; where it fails on a node, everything on that node fails with words of its own.',
  explanation: {
    proves: [
      'The address of the Service kube-dns answers this node over UDP and over TCP: addresses of Services are translated here, and the way to the pods of CoreDNS is open, wherever they run.',
      'CoreDNS knows the cluster: kubernetes.default.svc.cluster.local is the first address of the service network.',
      'CoreDNS reaches its upstreams, for a name of AWS and for one on premises.',
    ],
    doesNotProve: [
      'Anything before the join: then pod-routes proves the way of webhooks to pods, and dns-forwarding the resolvers that CoreDNS forwards to.',
      'That pods reach it: network policies hold for pods and not for their node.',
      'That each pod of CoreDNS is well: a Service picks one at random.',
      'That the address is right, where it was inferred from the service network: EKS has always taken the tenth.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-webhooks.html (CoreDNS and webhooks in clusters with hybrid nodes)',
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html (53 between pods and CoreDNS)',
      'https://coredns.io/plugins/forward/ (SERVFAIL without an upstream), https://coredns.io/plugins/kubernetes/ (SERVFAIL before it has synced)',
      'RFC 1035 section 4.2: UDP and TCP',
    ],
  },
  vocabulary,
  needs: ['dns'],
  lane: 'light',
  stages: {
    only: ['after-join'],
    otherwise:
      'there is no cluster DNS yet; its parts are proven now by pod-routes for webhooks and by dns-forwarding for the forwarders',
  },
  options,
  plan,
  measure,
  judge,
});
