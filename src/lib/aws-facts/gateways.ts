import type { GatewayRouteFact, VpnGatewayFact } from '#core/aws-facts.ts';
import type { Field } from '../fields/fields.ts';
import { blockOf, requiredText, textOf } from './fields.ts';

/** Reads one entry of search-transit-gateway-routes; routes of IPv6 and of prefix lists are left out. */
export function readGatewayRoute(one: Field, file: string): readonly GatewayRouteFact[] {
  const text = one.child('DestinationCidrBlock').text();
  const destination =
    text?.includes(':') === true ? null : blockOf(one.child('DestinationCidrBlock'));
  if (destination === null) return [];
  const [attachment] = one.child('TransitGatewayAttachments').entries();
  return [
    {
      from: { file, path: one.path },
      destination,
      state: textOf(one.child('State')),
      resourceType: attachment === undefined ? null : textOf(attachment.child('ResourceType')),
      resourceId: attachment === undefined ? null : textOf(attachment.child('ResourceId')),
    },
  ];
}

/** Reads one entry of describe-vpn-gateways. */
export function readVpnGateway(one: Field, file: string): readonly VpnGatewayFact[] {
  const id = requiredText(one, 'VpnGatewayId');
  if (id === undefined) return [];
  const attachments = one
    .child('VpcAttachments')
    .entries()
    .map((attachment) => ({
      vpcId: textOf(attachment.child('VpcId')),
      state: textOf(attachment.child('State')),
    }));
  return [{ from: { file, path: one.path }, id, state: textOf(one.child('State')), attachments }];
}
