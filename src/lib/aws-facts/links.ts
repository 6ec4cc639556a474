import type { Field } from '../fields/fields.ts';
import type { GatewayAttachmentFact, VirtualInterfaceFact, VpnFact } from './facts.ts';
import { requiredText, textOf } from './fields.ts';

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
    },
  ];
}

/** Reads one entry of describe-vpn-connections. Its options and configuration hold pre-shared keys: they are not read. */
export function readVpn(one: Field, file: string): readonly VpnFact[] {
  const id = requiredText(one, 'VpnConnectionId');
  if (id === undefined) return [];
  const gatewayId = textOf(one.child('TransitGatewayId')) ?? textOf(one.child('VpnGatewayId'));
  return [{ from: { file, path: one.path }, id, gatewayId, state: textOf(one.child('State')) }];
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
    },
  ];
}
