import type { Field } from '../fields/fields.ts';
import type { RouteFact, RouteTableFact } from '#core/aws-facts.ts';
import { blockOf, membersOf, requiredText, textOf } from './fields.ts';

/** Reads one entry of describe-route-tables. */
export function readRouteTable(table: Field, file: string): readonly RouteTableFact[] {
  const id = requiredText(table, 'RouteTableId');
  if (id === undefined) return [];
  const associations = table.child('Associations');
  return [
    {
      from: { file, path: table.path },
      id,
      vpcId: textOf(table.child('VpcId')),
      isMain: associations.entries().some((one) => one.child('Main').flag() === true),
      subnetIds: membersOf(associations, 'SubnetId'),
      propagatingGateways: membersOf(table.child('PropagatingVgws'), 'GatewayId'),
      routes: table.child('Routes').entries().flatMap(routeOf),
    },
  ];
}

/** Each of them names one kind of target (API_Route); an answer has one of them. */
const TARGETS = [
  'GatewayId',
  'TransitGatewayId',
  'NatGatewayId',
  'VpcPeeringConnectionId',
  'NetworkInterfaceId',
  'InstanceId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
];

function routeOf(route: Field): readonly RouteFact[] {
  const destination =
    blockOf(route.child('DestinationCidrBlock')) ?? textOf(route.child('DestinationPrefixListId'));
  if (destination === null) return [];
  const targets = TARGETS.flatMap((name) => route.child(name).text() ?? []);
  return [
    {
      destination,
      target: targets[0] ?? null,
      state: textOf(route.child('State')),
      origin: textOf(route.child('Origin')),
    },
  ];
}
