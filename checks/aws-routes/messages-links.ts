import { message } from '#core/messages.ts';
import { shellWord } from '#lib/text/shell-word.ts';
import { SAVE } from './save.ts';
import { listed } from './words.ts';

type Vpn = { readonly vpn: string; readonly place: string };
type Interface = {
  readonly virtualInterface: string;
  readonly type: string;
  readonly place: string;
};
type Mtu = Interface & { readonly mtuBytes: number; readonly requiredBytes: number };
type Attachment = {
  readonly attachment: string;
  readonly resourceType: string;
  readonly gateway: string;
  readonly state: string;
  readonly place: string;
};

const VPN: Vpn = { vpn: 'vpn-0a1', place: 'answers/vpns.json, VpnConnections[0]' };
const VIF: Interface = {
  ...{ virtualInterface: 'dxvif-0a1', type: 'private' },
  place: 'answers/virtual-interfaces.json, virtualInterfaces[0]',
};
const ATTACHED: Attachment = {
  ...{ attachment: 'tgw-attach-0a1', resourceType: 'vpn', gateway: 'tgw-0a1', state: 'failed' },
  place: 'answers/attachments.json, TransitGatewayAttachments[1]',
};

/** What is wrong with the links between the sites. */
export const linkMessages = {
  vpnDown: message<Vpn & { readonly why: string }>({
    severity: 'fail',
    title: 'A VPN connection is down',
    example: { ...VPN, why: 'no tunnel is up (203.0.113.1: IPSEC IS DOWN)' },
    detail: ({ vpn, why, place }) =>
      `${vpn} carried nothing when the answer was saved: ${why} (${place}).`,
    fix: ({ vpn }) =>
      `See IKE and IPsec on the customer gateway (UDP 500 and 4500, ESP), then what AWS says now:\n$ aws ec2 describe-vpn-connections --vpn-connection-ids ${shellWord(vpn)} --query 'VpnConnections[0].VgwTelemetry'`,
  }),
  tunnelDown: message<Vpn & { readonly tunnels: readonly string[] }>({
    severity: 'warn',
    title: 'One tunnel of a VPN connection is down',
    example: { ...VPN, tunnels: ['203.0.113.2: IPSEC IS DOWN'] },
    detail: ({ vpn, tunnels, place }) =>
      `${vpn} has no spare: ${listed(tunnels)} (${place}). AWS takes each tunnel down for maintenance at times, and then the site is cut off.`,
    fix: () => 'Bring the second tunnel up on the customer gateway, and let it fail over to it.',
  }),
  noRoutesLearned: message<Vpn>({
    severity: 'fail',
    title: 'AWS learns no route over the VPN',
    example: VPN,
    detail: ({ vpn, place }) =>
      `${vpn} has a tunnel that is up, and BGP over it announces nothing (${place}): AWS does not know that the remote networks are behind it.`,
    fix: () =>
      'Announce the remote node and pod networks from the customer gateway. On FRR:\n$ vtysh -c "show bgp ipv4 unicast neighbors NEIGHBOUR advertised-routes"',
  }),
  staticRouteMissing: message<Vpn & { readonly missing: readonly string[] }>({
    severity: 'fail',
    title: 'A static VPN connection lacks routes',
    example: { ...VPN, missing: ['10.85.0.0/16'] },
    detail: ({ vpn, missing, place }) =>
      `${vpn} has static routes, and none for ${listed(missing)} (${place}): what AWS sends there does not enter the tunnel.`,
    fix: ({ vpn, missing }) =>
      missing
        .map(
          (network) =>
            `$ aws ec2 create-vpn-connection-route --vpn-connection-id ${shellWord(vpn)} --destination-cidr-block ${network}`,
        )
        .join('\n'),
  }),
  vpnUntold: message<Vpn>({
    severity: 'inconclusive',
    title: 'The answer does not tell the state of a VPN’s tunnels',
    example: VPN,
    detail: ({ vpn, place }) => `${vpn} stands there without VgwTelemetry (${place}).`,
    fix: () => `Save it whole:\n$ ${SAVE.vpns()}`,
  }),
  virtualInterfaceDown: message<Interface & { readonly state: string }>({
    severity: 'fail',
    title: 'Direct Connect is down',
    example: { ...VIF, state: 'down' },
    detail: ({ virtualInterface, type, state, place }) =>
      `The ${type} virtual interface ${virtualInterface} was ${state} (${place}), and no other one was up.`,
    fix: (facts) => lookAtInterface(facts),
  }),
  oneVirtualInterfaceDown: message<Interface & { readonly state: string }>({
    severity: 'warn',
    title: 'One virtual interface of Direct Connect is down',
    example: { ...VIF, state: 'available, its BGP down' },
    detail: ({ virtualInterface, type, state, place }) =>
      `The ${type} virtual interface ${virtualInterface} was ${state} (${place}); another one carries the traffic, without a spare.`,
    fix: (facts) => lookAtInterface(facts),
  }),
  virtualInterfaceUntold: message<Interface>({
    severity: 'inconclusive',
    title: 'The answer does not tell the state of a virtual interface',
    example: VIF,
    detail: ({ virtualInterface, place }) =>
      `${virtualInterface} stands there without virtualInterfaceState (${place}).`,
    fix: () => `Save it whole:\n$ ${SAVE.virtualInterfaces()}`,
  }),
  mtuTooSmall: message<Mtu>({
    severity: 'fail',
    title: 'A virtual interface carries smaller packets than asked for',
    example: { ...VIF, mtuBytes: 1500, requiredBytes: 9000 },
    detail: ({ virtualInterface, type, mtuBytes, requiredBytes, place }) =>
      `The ${type} virtual interface ${virtualInterface} is set to ${mtuBytes} bytes (${place}); the baseline asks for ${requiredBytes}.`,
    fix: ({ virtualInterface }) =>
      `Raise it, where the whole way carries it (this may interrupt the connection for up to 30 s), or choose a baseline that fits:\n$ aws directconnect update-virtual-interface-attributes --virtual-interface-id ${shellWord(virtualInterface)} --mtu 8500`,
  }),
  mtuOfType: message<Mtu>({
    severity: 'warn',
    title: 'The virtual interface carries no larger packets',
    example: { ...VIF, type: 'transit', mtuBytes: 8500, requiredBytes: 9000 },
    detail: ({ virtualInterface, type, mtuBytes, requiredBytes, place }) =>
      `The ${type} virtual interface ${virtualInterface} has jumbo frames of ${mtuBytes} bytes (${place}); the baseline asks for ${requiredBytes}, which it cannot have.`,
    fix: ({ mtuBytes }) => `Keep to it: set baseline.mtu to ${mtuBytes}.`,
  }),
  attachmentDown: message<Attachment>({
    severity: 'fail',
    title: 'The Transit Gateway has no link to the site',
    example: ATTACHED,
    detail: (facts) => `${attachmentWords(facts)}, and no other link is available.`,
    fix: (facts) => lookAtAttachment(facts),
  }),
  attachmentIdle: message<Attachment>({
    severity: 'warn',
    title: 'A link of the Transit Gateway is not available',
    example: ATTACHED,
    detail: (facts) => `${attachmentWords(facts)}; another link carries the traffic.`,
    fix: (facts) => lookAtAttachment(facts),
  }),
  attachmentUntold: message<Attachment>({
    severity: 'inconclusive',
    title: 'The answer does not tell the state of an attachment',
    example: { ...ATTACHED, state: 'not told' },
    detail: (facts) => `${attachmentWords(facts)}.`,
    fix: () => `Save it whole:\n$ ${SAVE.attachments()}`,
  }),
  gatewayRouteMissing: message<{
    readonly network: string;
    readonly to: string;
    readonly files: readonly string[];
    readonly save: string;
  }>({
    severity: 'inconclusive',
    title: 'No saved table of the Transit Gateway leads there',
    example: {
      ...{ network: '10.20.0.0/16', to: 'the VPC', files: ['answers/tgw-routes.json'] },
      save: 'aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-0a1 --filters Name=state,Values=active,blackhole --output json > tgw-routes.json',
    },
    detail: ({ network, to, files }) =>
      `None of ${listed(files)} leads all of ${network} to ${to}. Answers do not say of which table they are: another one may.`,
    fix: ({ network, to, save }) =>
      `Save each table of the gateway; where none has it, propagate the attachment of ${to} into the table of the other side, or add a route for ${network}:\n$ ${save}`,
  }),
  gatewayRouteBlackhole: message<{
    readonly network: string;
    readonly to: string;
    readonly destination: string;
    readonly place: string;
  }>({
    severity: 'fail',
    title: 'A route of the Transit Gateway is a black hole',
    example: {
      ...{ network: '10.80.0.0/16', to: 'a link', destination: '10.80.0.0/16' },
      place: 'answers/tgw-routes.json, Routes[0]',
    },
    detail: ({ network, to, destination, place }) =>
      `The gateway drops what ${destination} holds of ${network} (${place}), and no other saved table leads it to ${to}.`,
    fix: ({ destination, to }) =>
      `Lead it to the attachment of ${to}:\n$ aws ec2 replace-transit-gateway-route --transit-gateway-route-table-id TGW_RTB_ID --destination-cidr-block ${shellWord(destination)} --transit-gateway-attachment-id TGW_ATTACHMENT_ID`,
  }),
} as const;

function lookAtInterface({ virtualInterface }: Interface): string {
  return `See the port, the VLAN and BGP on the router, then what AWS says now:\n$ aws directconnect describe-virtual-interfaces --virtual-interface-id ${shellWord(virtualInterface)} --query 'virtualInterfaces[0].[virtualInterfaceState,bgpPeers[].bgpStatus]'`;
}

function lookAtAttachment({ attachment }: Attachment): string {
  return `Bring it up, or see who has to accept it:\n$ aws ec2 describe-transit-gateway-attachments --transit-gateway-attachment-ids ${shellWord(attachment)}`;
}

function attachmentWords({ attachment, resourceType, gateway, state, place }: Attachment): string {
  return `The state of ${attachment} (${resourceType}) at ${gateway} is ${state} (${place})`;
}
