import { test } from 'tap';
import { cluster, imported, valueOf } from './aws-world.ts';

const routes = (target: object, destination = '10.80.0.0/16') => ({
  RouteTables: [
    {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Routes: [
        { DestinationCidrBlock: destination, State: 'active', ...target },
        { DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'vgw-2', State: 'active' },
        { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' },
      ],
    },
  ],
});

const vif = (type: string, state = 'available') => ({
  virtualInterfaces: [
    {
      virtualInterfaceId: `dxvif-${type}`,
      virtualInterfaceType: type,
      virtualInterfaceState: state,
    },
  ],
});

const vpn = (gateway: object, state = 'available') => ({
  VpnConnections: [{ VpnConnectionId: 'vpn-1', State: state, ...gateway }],
});

const attached = (type: string) => ({
  TransitGatewayAttachments: [
    {
      TransitGatewayAttachmentId: 'a',
      TransitGatewayId: 'tgw-1',
      ResourceType: type,
      State: 'available',
    },
  ],
});

const TGW = { TransitGatewayId: 'tgw-1' };
const VGW = { GatewayId: 'vgw-1' };

const transports = [
  { site: 'nothing', answers: [], attachment: undefined },
  {
    site: 'a private virtual interface',
    answers: [vif('private')],
    attachment: 'direct-connect-private',
  },
  {
    site: 'a transit virtual interface',
    answers: [vif('transit')],
    attachment: 'direct-connect-transit',
  },
  { site: 'a public virtual interface', answers: [vif('public')], attachment: undefined },
  { site: 'one that is gone', answers: [vif('private', 'deleted')], attachment: undefined },
  {
    site: 'both, and no route to tell',
    answers: [vif('private'), vif('transit')],
    attachment: undefined,
  },
  {
    site: 'both, and the route to a Transit Gateway',
    answers: [vif('private'), vif('transit'), routes(TGW)],
    attachment: 'direct-connect-transit',
  },
  {
    site: 'both, and the route to a virtual private gateway',
    answers: [vif('transit'), vif('private'), routes(VGW)],
    attachment: 'direct-connect-private',
  },
  {
    site: 'Direct Connect, with a VPN as its backup',
    answers: [vpn(VGW), vif('private')],
    attachment: 'direct-connect-private',
  },
  {
    site: 'a VPN where the route leads, and a Direct Connect elsewhere',
    answers: [vif('transit'), vpn({ VpnGatewayId: 'vgw-1' }), routes(VGW)],
    attachment: 'vpn',
  },
  {
    site: 'a VPN of another gateway',
    answers: [vpn({ VpnGatewayId: 'vgw-9' }), routes(VGW)],
    attachment: undefined,
  },
  {
    site: 'a VPN that was deleted',
    answers: [vpn({ VpnGatewayId: 'vgw-1' }, 'deleted')],
    attachment: undefined,
  },
  {
    site: 'a route to a Transit Gateway alone',
    answers: [routes(TGW)],
    attachment: 'transit-gateway',
  },
  {
    site: 'a route that is a black hole',
    answers: [routes({ ...TGW, State: 'blackhole' })],
    attachment: undefined,
  },
  {
    site: 'a route to a part of the remote nodes only',
    answers: [routes(TGW, '10.80.1.0/24')],
    attachment: undefined,
  },
  {
    site: 'a Direct Connect gateway at the Transit Gateway',
    answers: [attached('direct-connect-gateway')],
    attachment: 'direct-connect-transit',
  },
  {
    site: 'a VPN at the Transit Gateway',
    answers: [attached('vpn'), routes(TGW)],
    attachment: 'vpn',
  },
  {
    site: 'a VPC at the Transit Gateway',
    answers: [attached('vpc')],
    attachment: 'transit-gateway',
  },
];

for (const { site, answers, attachment } of transports) {
  test(`transport: ${site}`, async (t) => {
    const result = imported([cluster('prod'), ...answers]);
    t.equal(valueOf(result, 'transport.attachment'), attachment);
  });
}
