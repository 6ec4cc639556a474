import { DescribeVirtualInterfacesCommand } from '@aws-sdk/client-direct-connect';
import {
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import type { Clients } from './clients.ts';
import { listCommand } from './resolver-client.ts';

/** One question to AWS: nothing here changes anything there. */
export interface Call {
  /** as a policy of IAM names it */
  readonly action: string;
  readonly of: string | null;
  /** Asks for the page that a token of the page before names, or for the first one. */
  page(token: string | undefined, options: PageOptions): Promise<object>;
}

export interface PageOptions {
  readonly abortSignal: AbortSignal;
}

export function clusterCall({ eks }: Clients, name: string): Call {
  return {
    action: 'eks:DescribeCluster',
    of: null,
    page: (_, options) => eks.send(new DescribeClusterCommand({ name }), options),
  };
}

/** Pages as large as each API allows; AWS makes smaller ones where it likes. */
const MOST = { ec2: 1000, routeTables: 100, resolver: 100, directConnect: 100 };

/** What lies in the VPC, or in all of the region where nobody knows which VPC it is. */
export function vpcCalls({ ec2 }: Clients, vpcId: string | null): readonly Call[] {
  const own = vpcId === null ? {} : { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const paged = (NextToken: string | undefined) => ({ ...own, MaxResults: MOST.ec2, NextToken });
  return [
    call('ec2:DescribeVpcs', (token, options) =>
      ec2.send(new DescribeVpcsCommand(paged(token)), options),
    ),
    call('ec2:DescribeSubnets', (token, options) =>
      ec2.send(new DescribeSubnetsCommand(paged(token)), options),
    ),
    call('ec2:DescribeRouteTables', (token, options) => {
      const input = { ...paged(token), MaxResults: MOST.routeTables };
      return ec2.send(new DescribeRouteTablesCommand(input), options);
    }),
    call('ec2:DescribeSecurityGroups', (token, options) =>
      ec2.send(new DescribeSecurityGroupsCommand(paged(token)), options),
    ),
    call('ec2:DescribeNetworkAcls', (token, options) =>
      ec2.send(new DescribeNetworkAclsCommand(paged(token)), options),
    ),
    call('ec2:DescribeNetworkInterfaces', (token, options) =>
      ec2.send(new DescribeNetworkInterfacesCommand(paged(token)), options),
    ),
  ];
}

/** What leads out of the region's VPCs, and who answers for names. */
export function linkCalls({ ec2, resolver, directConnect }: Clients): readonly Call[] {
  const list = (operation: string, name: string): Call =>
    call(`route53resolver:${operation}`, (NextToken, options) => {
      const command = listCommand(operation, name, { MaxResults: MOST.resolver, NextToken });
      return resolver.send(command, options);
    });
  return [
    call('ec2:DescribeTransitGatewayAttachments', (NextToken, options) => {
      const input = { MaxResults: MOST.ec2, NextToken };
      return ec2.send(new DescribeTransitGatewayAttachmentsCommand(input), options);
    }),
    call('ec2:DescribeVpnGateways', (_, options) =>
      ec2.send(new DescribeVpnGatewaysCommand(), options),
    ),
    call('ec2:DescribeVpnConnections', (_, options) =>
      ec2.send(new DescribeVpnConnectionsCommand(), options),
    ),
    list('ListResolverEndpoints', 'ResolverEndpoints'),
    list('ListResolverRules', 'ResolverRules'),
    call('directconnect:DescribeVirtualInterfaces', (nextToken, options) => {
      const input = { maxResults: MOST.directConnect, nextToken };
      return directConnect.send(new DescribeVirtualInterfacesCommand(input), options);
    }),
  ];
}

export function resolverAddressCall({ resolver }: Clients, ResolverEndpointId: string): Call {
  const operation = 'ListResolverEndpointIpAddresses';
  return {
    action: `route53resolver:${operation}`,
    of: ResolverEndpointId,
    page: (NextToken, options) => {
      const input = { MaxResults: MOST.resolver, NextToken, ResolverEndpointId };
      return resolver.send(listCommand(operation, 'IpAddresses', input), options);
    },
  };
}

export function gatewayRouteCall({ ec2 }: Clients, TransitGatewayRouteTableId: string): Call {
  const Filters = [{ Name: 'state', Values: ['active', 'blackhole'] }];
  return {
    action: 'ec2:SearchTransitGatewayRoutes',
    of: TransitGatewayRouteTableId,
    page: (NextToken, options) => {
      const input = { TransitGatewayRouteTableId, Filters, MaxResults: MOST.ec2, NextToken };
      return ec2.send(new SearchTransitGatewayRoutesCommand(input), options);
    },
  };
}

function call(action: string, page: Call['page']): Call {
  return { action, of: null, page };
}
