import type { Fault } from '../fields/fault.ts';
import { type Field, openFields } from '../fields/fields.ts';
import { readCluster } from './cluster.ts';
import type { AwsFacts } from '#core/aws-facts.ts';
import { NO_FACTS } from './facts.ts';
import { readGatewayAttachment, readVirtualInterface, readVpn } from './links.ts';
import { readGatewayRoute, readVpnGateway } from './gateways.ts';
import { readNetworkAcl } from './network-acls.ts';
import { readResolverAddress, readResolverEndpoint, readResolverRule } from './resolver.ts';
import { readRouteTable } from './route-tables.ts';
import { readInterface, readSecurityGroup, readSubnet, readVpc } from './vpc.ts';

export type ReadAnswer = {
  readonly facts: AwsFacts;
  readonly faults: readonly Fault[];
  /** The commands of the AWS CLI whose answers it holds; none where nothing is recognised. */
  readonly commands: readonly string[];
  /** Only the first page was saved. */
  readonly isPartial: boolean;
};

/**
 * Reads what `aws … --output json` printed, recognised by what stands at its top level. What is unknown is passed
 * over; what is known and mistyped is a fault.
 */
export function readAnswer(value: unknown, file: string): ReadAnswer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NOTHING;
  const { root, faults } = openFields(value);
  const known = KEYS.filter((key) => root.child(key).isPresent);
  const parts = known.map((key) => READERS[key](root.child(key), file));
  return {
    facts: Object.assign({}, NO_FACTS, ...parts) as AwsFacts,
    faults: faults(),
    commands: known.map((key) => COMMANDS[key]),
    isPartial: root.child('NextToken').isPresent,
  };
}

const NOTHING: ReadAnswer = { facts: NO_FACTS, faults: [], commands: [], isPartial: false };

type Reader = (field: Field, file: string) => Partial<AwsFacts>;

const READERS = {
  cluster: (field, file) => ({ clusters: readCluster(field, file) }),
  Vpcs: (field, file) => ({ vpcs: each(field, file, readVpc) }),
  Subnets: (field, file) => ({ subnets: each(field, file, readSubnet) }),
  RouteTables: (field, file) => ({ routeTables: each(field, file, readRouteTable) }),
  SecurityGroups: (field, file) => ({ securityGroups: each(field, file, readSecurityGroup) }),
  NetworkAcls: (field, file) => ({ networkAcls: each(field, file, readNetworkAcl) }),
  NetworkInterfaces: (field, file) => ({ interfaces: each(field, file, readInterface) }),
  ResolverEndpoints: (field, file) => ({
    resolverEndpoints: each(field, file, readResolverEndpoint),
  }),
  IpAddresses: (field, file) => ({ resolverAddresses: each(field, file, readResolverAddress) }),
  ResolverRules: (field, file) => ({ resolverRules: each(field, file, readResolverRule) }),
  TransitGatewayAttachments: (field, file) => ({
    gatewayAttachments: each(field, file, readGatewayAttachment),
  }),
  Routes: (field, file) => ({ gatewayRoutes: each(field, file, readGatewayRoute) }),
  VpnGateways: (field, file) => ({ vpnGateways: each(field, file, readVpnGateway) }),
  VpnConnections: (field, file) => ({ vpns: each(field, file, readVpn) }),
  virtualInterfaces: (field, file) => ({
    virtualInterfaces: each(field, file, readVirtualInterface),
  }),
} satisfies Readonly<Record<string, Reader>>;

type Key = keyof typeof READERS;

// READERS is a literal: it has no other keys.
const KEYS = Object.keys(READERS) as readonly Key[];

const COMMANDS: Readonly<Record<Key, string>> = {
  cluster: 'eks describe-cluster',
  Vpcs: 'ec2 describe-vpcs',
  Subnets: 'ec2 describe-subnets',
  RouteTables: 'ec2 describe-route-tables',
  SecurityGroups: 'ec2 describe-security-groups',
  NetworkAcls: 'ec2 describe-network-acls',
  NetworkInterfaces: 'ec2 describe-network-interfaces',
  ResolverEndpoints: 'route53resolver list-resolver-endpoints',
  IpAddresses: 'route53resolver list-resolver-endpoint-ip-addresses',
  ResolverRules: 'route53resolver list-resolver-rules',
  TransitGatewayAttachments: 'ec2 describe-transit-gateway-attachments',
  Routes: 'ec2 search-transit-gateway-routes',
  VpnGateways: 'ec2 describe-vpn-gateways',
  VpnConnections: 'ec2 describe-vpn-connections',
  virtualInterfaces: 'directconnect describe-virtual-interfaces',
};

function each<Fact>(
  list: Field,
  file: string,
  read: (entry: Field, file: string) => readonly Fact[],
): readonly Fact[] {
  return list.entries().flatMap((entry) => read(entry, file));
}
