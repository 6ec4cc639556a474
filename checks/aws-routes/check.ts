import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { vocabulary } from './messages.ts';
import { plan } from './plan.ts';

export const awsRoutes = defineCheck({
  id: 'aws-routes',
  title: 'Routes and security groups in AWS let both sides through',
  why: 'A table without the route, or a group without the rule, drops packets in AWS where no firewall on premises ever sees them.',
  explanation: {
    proves: [
      'As saved: every route table of the cluster’s subnets leads all of each remote network to a gateway or interface that is there, by the longest prefix.',
      'As saved: the security groups and network ACLs of the API interfaces and the resolver endpoints let through 443, 10250, the ports of webhooks and DNS, and the ACLs their answers too.',
      'As saved: tunnels of VPNs, virtual interfaces of Direct Connect and attachments of Transit Gateways are up, and how large their packets may be.',
      'Where the tables of a Transit Gateway were saved, that one of them leads back to the VPC.',
    ],
    doesNotProve: [
      'That AWS is still as it was when the answers were saved.',
      'That a packet comes through: firewall-ports, pod-routes and path-mtu send some. Where those fail and this passes, the trouble is on premises, or at a firewall in between.',
      'Routes on premises and of a Cloud WAN core network, and what prefix lists hold.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html (the longest prefix, static before learned)',
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html (the first rule that fits decides; no state)',
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas',
      'Saved answers: aws ec2 describe-route-tables, describe-security-groups, describe-network-acls, describe-network-interfaces, describe-transit-gateway-attachments, search-transit-gateway-routes, describe-vpn-gateways, describe-vpn-connections; aws eks describe-cluster; aws route53resolver list-resolver-endpoints; aws directconnect describe-virtual-interfaces',
    ],
  },
  vocabulary,
  needs: [],
  lane: 'pure',
  options: { type: 'object', additionalProperties: false, properties: {} },
  plan,
  // The answers were read before: what they say stands in the target.
  measure: () => Promise.resolve(null),
  judge,
});
