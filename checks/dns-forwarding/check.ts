import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { OPTIONS_SCHEMA } from './options.ts';
import { plan } from './plan.ts';
import { relate } from './relate.ts';

export const dnsForwarding = defineCheck({
  id: 'dns-forwarding',
  title: 'Every resolver gives the right answers, in both directions and every size',
  why: 'A node that cannot resolve the API endpoint never joins, and one that resolves it to the wrong network joins today and fails when a cache or a resolver changes.',
  explanation: {
    proves: [
      'Each resolver address answers this host by itself, over UDP with EDNS 1232 and 4096 and over TCP.',
      'The answers lead to the network that the endpoint mode of the cluster calls for.',
      'An answer beyond one packet arrives, whole or by truncation and TCP.',
      'This host resolves as the inbound endpoint does, and no dead resolver address hides behind another.',
      'With a peer in the VPC: its resolver knows the on-premises names, and both sites get one answer for each name.',
    ],
    doesNotProve: [
      'Without a peer, that the VPC resolves on-premises names.',
      'That pods resolve as their host does: CoreDNS comes with the cluster.',
      'Why a forwarder says SERVFAIL: the reason stays with the server that it asked.',
      'That the resolvers carry the load of a cluster.',
    ],
    sources: [
      'RFC 1035 section 4.2: UDP, truncation and TCP',
      'RFC 6891: EDNS payload sizes; DNS Flag Day 2020: 1232 bytes fit one packet',
      'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html',
      'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-scaling.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
    ],
  },
  vocabulary,
  needs: ['dns', 'host', 'progress'],
  after: ['firewall-ports'],
  lane: 'light',
  options: OPTIONS_SCHEMA,
  plan,
  measure,
  judge,
  relate,
});
