import { test } from 'tap';
import { judged, type Row, siteOf, TO_VGW } from './aws-world.ts';

const VPN = { attachment: 'vpn' } as const;

const tunnel = (Status: string, AcceptedRouteCount = 2, StatusMessage = '') => ({
  ...{ OutsideIpAddress: '203.0.113.1', Status, AcceptedRouteCount, StatusMessage },
});
const vpn = (telemetry: readonly object[] | undefined, rest: object = {}) => ({
  ...{ VpnConnectionId: 'vpn-0a1', TransitGatewayId: 'tgw-0123456789abcdef0' },
  ...{ State: 'available', VgwTelemetry: telemetry, Options: { StaticRoutesOnly: false } },
  ...rest,
});
const vpns = (...all: readonly object[]) => ({ VpnConnections: all });
const UP = tunnel('UP');
const DOWN = tunnel('DOWN', 0, 'IPSEC IS DOWN');
const STATIC = { Options: { StaticRoutesOnly: true } };
const AT_VGW = { TransitGatewayId: undefined, VpnGatewayId: 'vgw-0a1' };
const vpnRows: readonly Row[] = [
  { what: 'both tunnels', answers: vpns(vpn([UP, UP])), says: 'pass' },
  {
    what: 'one tunnel',
    answers: vpns(vpn([UP, DOWN])),
    says: 'warn tunnelDown',
    detail: /vpn-0a1 has no spare: 203\.0\.113\.1: IPSEC IS DOWN \(answers\/VpnConnections\.json/,
  },
  {
    what: 'no tunnel',
    answers: vpns(vpn([DOWN, DOWN])),
    says: 'fail vpnDown',
    fix: /describe-vpn-connections --vpn-connection-ids vpn-0a1/,
  },
  {
    what: 'no tunnel of one, another carries',
    answers: vpns(vpn([DOWN, DOWN]), vpn([UP, UP], { VpnConnectionId: 'vpn-0a2' })),
    says: 'warn vpnDown',
  },
  {
    what: 'no tunnel of the backup of a Direct Connect',
    answers: vpns(vpn([DOWN, DOWN])),
    site: { transport: { attachment: 'direct-connect-transit' } },
    says: 'warn vpnDown',
  },
  {
    what: 'not made yet',
    answers: vpns(vpn([UP, UP], { State: 'pending' })),
    says: 'fail vpnDown',
    detail: /its state is pending/,
  },
  { what: 'no telemetry', answers: vpns(vpn(undefined)), says: 'inconclusive vpnUntold' },
  {
    what: 'BGP that says nothing',
    answers: vpns(vpn([tunnel('UP', 0), tunnel('UP', 0)])),
    says: 'fail noRoutesLearned',
  },
  {
    what: 'static routes, one too few',
    answers: {
      ...vpns(
        vpn([UP, UP], {
          ...AT_VGW,
          ...STATIC,
          Routes: [{ DestinationCidrBlock: '10.80.0.0/16', State: 'available' }],
        }),
      ),
      ...TO_VGW,
    },
    says: 'fail staticRouteMissing',
    fix: /create-vpn-connection-route --vpn-connection-id vpn-0a1 --destination-cidr-block 10\.85\.0\.0\/16/,
  },
  {
    what: 'static routes for both networks',
    answers: {
      ...vpns(
        vpn([UP, UP], {
          ...{ ...AT_VGW, ...STATIC },
          Routes: [{ DestinationCidrBlock: '10.80.0.0/12', State: 'available' }],
        }),
      ),
      ...TO_VGW,
    },
    says: 'pass',
  },
  {
    what: 'static at a Transit Gateway, whose own tables count',
    answers: vpns(vpn([UP, UP], STATIC)),
    says: 'pass',
  },
  {
    what: 'a deleted one stays in the answer for a while',
    answers: vpns(
      vpn([UP, UP]),
      vpn([DOWN, DOWN], { VpnConnectionId: 'vpn-0a2', State: 'deleted' }),
    ),
    says: 'pass',
  },
  {
    what: 'one of another gateway is none of ours',
    answers: vpns(
      vpn([UP, UP]),
      vpn([DOWN, DOWN], { VpnConnectionId: 'vpn-0a2', TransitGatewayId: 'tgw-9' }),
    ),
    says: 'pass',
  },
  { what: 'none', answers: { VpnConnections: undefined }, says: 'not applicable' },
];

for (const { what, answers, says, detail, fix, site = { transport: VPN } } of vpnRows) {
  test(`vpn: ${what}: ${says}`, async (t) => {
    const { findings, says: said } = await judged(siteOf(answers, site), 'vpn');
    t.equal(said, says);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}

const vif = (rest: object) => ({
  ...{ virtualInterfaceId: 'dxvif-0a1', virtualInterfaceType: 'transit', mtu: 8500 },
  ...{ virtualInterfaceState: 'available', directConnectGatewayId: '0a1b' },
  ...rest,
});
const vifs = (...all: readonly object[]) => ({ virtualInterfaces: all });
const PEER = (bgpStatus: string) => ({ bgpPeers: [{ bgpStatus }] });

const directRows: readonly Row[] = [
  {
    what: 'jumbo frames, and a baseline beyond them',
    answers: vifs(vif({})),
    says: 'warn mtuOfType',
    detail: /8500 bytes \(answers\/virtualInterfaces\.json.*asks for 9000/,
  },
  { what: 'as large as asked for', answers: vifs(vif({ mtu: 9001 })), says: 'pass' },
  {
    what: '1500 bytes',
    answers: vifs(vif({ mtu: 1500, virtualInterfaceType: 'private' })),
    says: 'fail mtuTooSmall',
    fix: /update-virtual-interface-attributes --virtual-interface-id dxvif-0a1 --mtu 8500/,
  },
  {
    what: 'down',
    answers: vifs(vif({ virtualInterfaceState: 'down' })),
    says: 'fail virtualInterfaceDown',
  },
  {
    what: 'BGP down',
    answers: vifs(vif(PEER('down'))),
    says: 'fail virtualInterfaceDown',
    detail: /was available, its BGP down/,
  },
  {
    what: 'one of two down',
    answers: vifs(
      vif({ mtu: 9001, ...PEER('up') }),
      vif({ virtualInterfaceId: 'dxvif-0a2', virtualInterfaceState: 'down' }),
    ),
    says: 'warn oneVirtualInterfaceDown',
  },
  {
    what: 'no state',
    answers: vifs(vif({ virtualInterfaceState: undefined })),
    says: 'inconclusive virtualInterfaceUntold',
  },
  {
    what: 'a public one and one of another gateway are none of ours',
    answers: vifs(
      vif({ mtu: 9001 }),
      vif({ virtualInterfaceId: 'dxvif-2', virtualInterfaceType: 'public', mtu: 1500 }),
      vif({ virtualInterfaceId: 'dxvif-3', directConnectGatewayId: '9z', mtu: 1500 }),
      vif({ virtualInterfaceId: 'dxvif-4', virtualInterfaceState: 'deleted' }),
    ),
    says: 'pass',
  },
  {
    what: 'one at the virtual private gateway that routes lead to',
    answers: {
      ...vifs(vif({ directConnectGatewayId: '', virtualGatewayId: 'vgw-0a1', mtu: 9001 })),
      ...TO_VGW,
    },
    says: 'pass',
  },
  { what: 'none', answers: { virtualInterfaces: undefined }, says: 'not applicable' },
];

for (const { what, answers, says, detail, fix } of directRows) {
  test(`direct connect: ${what}: ${says}`, async (t) => {
    const { findings, says: said } = await judged(siteOf(answers), 'direct-connect');
    t.equal(said, says);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}
