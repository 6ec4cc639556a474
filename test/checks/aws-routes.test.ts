import { test } from 'tap';
import { judged, LEARNED, route, type Row, siteOf, tables, TGW, VGW } from './aws-world.ts';

const eni = (rest: object) => ({
  NetworkInterfaces: [
    { NetworkInterfaceId: 'eni-0b9', Description: 'gateway', VpcId: 'vpc-0a1', ...rest },
  ],
});

const rows: readonly Row[] = [
  { what: 'a wider route to a Transit Gateway', answers: {}, says: 'pass' },
  {
    what: 'a route of its own to a virtual private gateway',
    answers: tables({ routes: [route('10.80.0.0/16', VGW, LEARNED)] }),
    says: 'pass',
  },
  {
    what: 'a core network of Cloud WAN',
    answers: tables({
      routes: [
        route('10.80.0.0/16', {
          CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-network-0a1',
        }),
      ],
    }),
    says: 'pass',
  },
  {
    what: 'two halves are the whole',
    answers: tables({ routes: [route('10.80.0.0/17', TGW), route('10.80.128.0/17', TGW)] }),
    says: 'pass',
  },
  {
    what: 'a gateway of its own in the VPC',
    answers: {
      ...tables({ routes: [route('10.80.0.0/16', { NetworkInterfaceId: 'eni-0b9' })] }),
      ...eni({ Status: 'in-use', SourceDestCheck: false }),
    },
    says: 'pass',
  },
  {
    what: 'no route at all',
    answers: tables({ routes: [] }),
    says: 'fail routeMissing',
    detail:
      /^rtb-0a1 \(the main table, for subnet-0a1, subnet-0a2\) has no route for 10\.80\.0\.0\/16: .*\(answers\/RouteTables\.json, RouteTables\[0\]\)/,
    fix: /\$ aws ec2 create-route --route-table-id rtb-0a1 --destination-cidr-block 10\.80\.0\.0\/16 --transit-gateway-id tgw-0123456789abcdef0$/,
  },
  {
    what: 'one half only',
    answers: tables({ routes: [route('10.80.0.0/17', TGW)] }),
    says: 'fail routeMissing',
    detail: /has no route for 10\.80\.128\.0\/17 of 10\.80\.0\.0\/16/,
  },
  {
    what: 'one of two tables lacks it',
    answers: tables(
      { routes: [route('10.80.0.0/16', VGW)] },
      { id: 'rtb-0a2', main: false, subnets: ['subnet-0a2'], routes: [] },
    ),
    says: 'fail routeMissing',
    detail: /^rtb-0a2 \(for subnet-0a2\) .*RouteTables\[1\]/,
    fix: /create-route --route-table-id rtb-0a2 .*--gateway-id vgw-0a1\nOr let it be learned:\n\$ aws ec2 enable-vgw-route-propagation --route-table-id rtb-0a2 --gateway-id vgw-0a1/,
  },
  {
    what: 'a black hole',
    answers: tables({ routes: [route('10.80.0.0/16', TGW, { State: 'blackhole' })] }),
    says: 'fail routeBlackhole',
    detail: /by 10\.80\.0\.0\/16 to tgw-0123456789abcdef0, which is gone or not attached/,
    fix: /replace-route --route-table-id rtb-0a1 --destination-cidr-block 10\.80\.0\.0\/16/,
  },
  {
    what: 'a static black hole goes before what is learned',
    answers: tables({
      routes: [
        route('10.80.0.0/16', VGW, LEARNED),
        route('10.80.0.0/16', TGW, { State: 'blackhole' }),
      ],
    }),
    says: 'fail routeBlackhole',
  },
  {
    what: 'a static route goes before a learned one, wherever it stands',
    answers: tables({
      routes: [
        route('10.80.0.0/16', { NatGatewayId: 'nat-0a1' }),
        route('10.80.0.0/16', VGW, LEARNED),
      ],
    }),
    says: 'fail routeElsewhere',
    fix: /replace-route .*--gateway-id vgw-0a1/,
  },
  {
    what: 'a peering steals a part',
    answers: tables({
      routes: [
        route('10.80.0.0/16', TGW),
        route('10.80.4.0/24', { VpcPeeringConnectionId: 'pcx-0a1' }),
      ],
    }),
    says: 'fail routeElsewhere',
    detail: /sends 10\.80\.4\.0\/24 of 10\.80\.0\.0\/16 by 10\.80\.4\.0\/24 to pcx-0a1, a peering/,
    fix: /delete-route --route-table-id rtb-0a1 --destination-cidr-block 10\.80\.4\.0\/24$/,
  },
  {
    what: 'the default route takes it, which nobody deletes for that',
    answers: tables({ routes: [route('0.0.0.0/0', { NatGatewayId: 'nat-0a1' })] }),
    says: 'fail routeElsewhere',
    detail: /by 0\.0\.0\.0\/0 to nat-0a1, which is the way to the internet/,
    fix: /^Add a route of its own .*\n\$ aws ec2 create-route .* 10\.80\.0\.0\/16 /,
  },
  {
    what: 'the VPC itself takes it',
    answers: tables({
      routes: [route('10.80.0.0/20', { GatewayId: 'local' }), route('10.80.0.0/16', TGW)],
    }),
    says: 'fail routeElsewhere',
    detail: /the two networks overlap/,
    fix: /see cidr-overlap for 10\.80\.0\.0\/16/,
  },
  {
    what: 'a carrier gateway',
    answers: tables({ routes: [route('10.80.0.0/16', { CarrierGatewayId: 'cagw-0a1' })] }),
    says: 'fail routeElsewhere',
    detail: /which leads to no site of yours/,
  },
  {
    what: 'an attachment that waits for somebody',
    answers: {
      TransitGatewayAttachments: [
        {
          ...{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' },
          ...{ TransitGatewayId: 'tgw-0123456789abcdef0', ResourceId: 'vpc-0a1' },
          State: 'pendingAcceptance',
        },
      ],
    },
    says: 'fail routeTargetDown',
    detail: /whose attachment to the VPC is pendingAcceptance \(answers\/TransitGatewayAttachments/,
    fix: /describe-transit-gateway-attachments --filters Name=transit-gateway-id,Values=tgw-/,
  },
  {
    what: 'a deleted attachment beside the one that took its place',
    answers: {
      TransitGatewayAttachments: ['deleted', 'available'].map((State, index) => ({
        ...{ TransitGatewayAttachmentId: `tgw-attach-${index}`, ResourceType: 'vpc', State },
        ...{ TransitGatewayId: 'tgw-0123456789abcdef0', ResourceId: 'vpc-0a1' },
      })),
    },
    says: 'pass',
  },
  {
    what: 'a virtual private gateway of another VPC',
    answers: {
      ...tables({ routes: [route('10.80.0.0/16', VGW)] }),
      VpnGateways: [{ VpnGatewayId: 'vgw-0a1', State: 'available', VpcAttachments: [] }],
    },
    says: 'fail routeTargetDown',
    detail: /attachment to the VPC is not attached to the VPC/,
    fix: /describe-vpn-gateways --vpn-gateway-ids vgw-0a1/,
  },
  {
    what: 'a deleted virtual private gateway',
    answers: {
      ...tables({ routes: [route('10.80.0.0/16', VGW)] }),
      VpnGateways: [{ VpnGatewayId: 'vgw-0a1', State: 'deleted', VpcAttachments: [] }],
    },
    says: 'fail routeTargetDown',
    detail: /which is deleted/,
  },
  {
    what: 'a gateway that drops what is not for itself',
    answers: {
      ...tables({ routes: [route('10.80.0.0/16', { NetworkInterfaceId: 'eni-0b9' })] }),
      ...eni({ Status: 'in-use', SourceDestCheck: true }),
    },
    says: 'fail routeTargetDown',
    fix: /modify-network-interface-attribute --network-interface-id eni-0b9 --no-source-dest-check/,
  },
  {
    what: 'an interface without an instance',
    answers: {
      ...tables({ routes: [route('10.80.0.0/16', { NetworkInterfaceId: 'eni-0b9' })] }),
      ...eni({ Status: 'available', SourceDestCheck: false }),
    },
    says: 'fail routeTargetDown',
    fix: /describe-network-interfaces --network-interface-ids eni-0b9/,
  },
  {
    what: 'a firewall of the VPC on the way',
    answers: tables({ routes: [route('10.80.0.0/16', { GatewayId: 'vpce-0a1' })] }),
    says: 'inconclusive routeThroughFirewall',
  },
  {
    what: 'a prefix list that may hold it',
    answers: tables({ routes: [{ DestinationPrefixListId: 'pl-0a1', ...TGW, State: 'active' }] }),
    says: 'inconclusive prefixListUntold',
    fix: /get-managed-prefix-list-entries --prefix-list-id pl-0a1/,
  },
  {
    what: 'the prefix list of an endpoint for S3, which never holds it',
    answers: tables({
      routes: [{ DestinationPrefixListId: 'pl-6fa54006', GatewayId: 'vpce-0a1', State: 'active' }],
    }),
    says: 'fail routeMissing',
  },
  {
    what: 'a subnet whose table was not saved',
    answers: tables({
      ...{ main: false, subnets: ['subnet-0a1'] },
      routes: [route('10.80.0.0/16', TGW)],
    }),
    says: 'inconclusive tableUntold',
    detail: /Whether subnet-0a2 leads to 10\.80\.0\.0\/16 cannot be said/,
    fix: /describe-route-tables --filters Name=vpc-id,Values=vpc-0a1/,
  },
  {
    what: 'two gateways for one network',
    answers: tables({ routes: [route('10.80.0.0/17', TGW), route('10.80.128.0/17', VGW)] }),
    says: 'pass routesSplit',
  },
];

for (const { what, answers, says, detail, fix } of rows) {
  test(`routes: ${what}: ${says}`, async (t) => {
    const { findings, says: said } = await judged(siteOf(answers), 'routes@10.80.0.0/16');
    t.equal(said, says);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}
