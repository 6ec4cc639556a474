import type { Field } from '../fields/fields.ts';
import type {
  GatewayAttachmentFact,
  TunnelFact,
  VirtualInterfaceFact,
  VpnFact,
} from '#core/aws-facts.ts';
import { blockOf, membersOf, requiredText, textOf } from './fields.ts';

/** Reads one entry of describe-transit-gateway-attachments. */
export function readGatewayAttachment(one: Field, file: string): readonly GatewayAttachmentFact[] {
  const id = requiredText(one, 'TransitGatewayAttachmentId');
  const resourceType = requiredText(one, 'ResourceType');
  if (id === undefined || resourceType === undefined) return [];
  return [
    {
      from: { file, path: one.path },
      id,
      gatewayId: textOf(one.child('TransitGatewayId')),
      resourceType,
      resourceId: textOf(one.child('ResourceId')),
      state: textOf(one.child('State')),
      routeTableId: textOf(one.child('Association').child('TransitGatewayRouteTableId')),
    },
  ];
}

/** Reads one entry of describe-vpn-connections. Its configuration and the options of its tunnels hold pre-shared keys: they are not read. */
export function readVpn(one: Field, file: string): readonly VpnFact[] {
  const id = requiredText(one, 'VpnConnectionId');
  if (id === undefined) return [];
  const gatewayId = textOf(one.child('TransitGatewayId')) ?? textOf(one.child('VpnGatewayId'));
  return [
    {
      from: { file, path: one.path },
      id,
      gatewayId,
      state: textOf(one.child('State')),
      isStatic: one.child('Options').child('StaticRoutesOnly').flag() ?? null,
      tunnels: one.child('VgwTelemetry').entries().map(tunnelOf),
      routes: one.child('Routes').entries().flatMap(staticRouteOf),
    },
  ];
}

function tunnelOf(tunnel: Field): TunnelFact {
  return {
    address: textOf(tunnel.child('OutsideIpAddress')),
    status: textOf(tunnel.child('Status')),
    message: textOf(tunnel.child('StatusMessage')),
    acceptedRoutes: tunnel.child('AcceptedRouteCount').integer() ?? null,
  };
}

function staticRouteOf(route: Field): VpnFact['routes'] {
  const destination = blockOf(route.child('DestinationCidrBlock'));
  return destination === null ? [] : [{ destination, state: textOf(route.child('State')) }];
}

/** Reads one entry of describe-virtual-interfaces. Its BGP keys and router configuration are not read. */
export function readVirtualInterface(one: Field, file: string): readonly VirtualInterfaceFact[] {
  const id = requiredText(one, 'virtualInterfaceId');
  const type = requiredText(one, 'virtualInterfaceType');
  if (id === undefined || type === undefined) return [];
  return [
    {
      from: { file, path: one.path },
      id,
      type,
      state: textOf(one.child('virtualInterfaceState')),
      mtuBytes: one.child('mtu').integer() ?? null,
      gatewayId: gatewayOf(one),
      bgp: membersOf(one.child('bgpPeers'), 'bgpStatus'),
    },
  ];
}

/** The other of the two is absent, or an empty text. */
function gatewayOf(one: Field): string | null {
  const ids = ['directConnectGatewayId', 'virtualGatewayId'].map((name) => one.child(name).text());
  return ids.find((id) => id !== undefined && id !== '') ?? null;
}
