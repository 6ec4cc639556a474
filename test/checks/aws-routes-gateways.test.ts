import { test } from 'tap';
import { judged, type Row, siteOf, TO_VGW } from './aws-world.ts';

const attached = (ResourceType: string, State: string | undefined, id = 'a') => ({
  ...{ TransitGatewayAttachmentId: `tgw-attach-${id}`, ResourceType, State },
  ...{ TransitGatewayId: 'tgw-0123456789abcdef0', ResourceId: id },
});
const attachments = (...all: readonly object[]) => ({ TransitGatewayAttachments: all });

const attachmentRows: readonly Row[] = [
  { what: 'all available', answers: {}, says: 'pass' },
  {
    what: 'the only link failed',
    answers: attachments(attached('vpn', 'failed')),
    says: 'fail attachmentDown',
    detail: /tgw-attach-a \(vpn\) at tgw-0123456789abcdef0 is failed/,
    fix: /--transit-gateway-attachment-ids tgw-attach-a/,
  },
  {
    what: 'one of two links waits',
    answers: attachments(
      attached('vpn', 'pendingAcceptance'),
      attached('direct-connect-gateway', 'available', 'b'),
    ),
    says: 'warn attachmentIdle',
  },
  {
    what: 'no state',
    answers: attachments(attached('vpn', undefined)),
    says: 'inconclusive attachmentUntold',
  },
  { what: 'none', answers: attachments(), says: 'not applicable' },
];

for (const { what, answers, says, detail, fix } of attachmentRows) {
  test(`gateway attachments: ${what}: ${says}`, async (t) => {
    const { findings, says: said } = await judged(siteOf(answers), 'gateway-attachments');
    t.equal(said, says);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}

const leads = (block: string, type: string | null, rest: object = {}) => ({
  ...{ DestinationCidrBlock: block, State: 'active' },
  TransitGatewayAttachments:
    type === null ? [] : [{ ResourceType: type, ResourceId: type === 'vpc' ? 'vpc-0a1' : 'x' }],
  ...rest,
});
const BACK = leads('10.20.0.0/16', 'vpc');
const THERE = leads('10.80.0.0/12', 'direct-connect-gateway');

const gatewayRows: readonly Row[] = [
  { what: 'both ways', answers: { Routes: [BACK, THERE] }, says: 'pass' },
  {
    what: 'no way back',
    answers: { Routes: [THERE] },
    says: 'inconclusive gatewayRouteMissing',
    detail: /None of answers\/Routes\.json leads all of 10\.20\.0\.0\/16 to the VPC/,
    fix: /search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-0a1/,
  },
  {
    what: 'the way back ends in another VPC',
    answers: {
      Routes: [
        { ...BACK, TransitGatewayAttachments: [{ ResourceType: 'vpc', ResourceId: 'vpc-9' }] },
        THERE,
      ],
    },
    says: 'inconclusive gatewayRouteMissing',
  },
  {
    what: 'a black hole before the link',
    answers: { Routes: [BACK, THERE, leads('10.80.0.0/16', null, { State: 'blackhole' })] },
    says: 'fail gatewayRouteBlackhole',
    detail:
      /what 10\.80\.0\.0\/16 holds of 10\.80\.0\.0\/16 \(answers\/Routes\.json, Routes\[2\]\)/,
    fix: /replace-transit-gateway-route .* --destination-cidr-block 10\.80\.0\.0\/16/,
  },
  { what: 'none', answers: { Routes: undefined }, says: 'not applicable' },
];

for (const { what, answers, says, detail, fix } of gatewayRows) {
  test(`gateway routes: ${what}: ${says}`, async (t) => {
    const { findings, notApplicable, ...said } = await judged(siteOf(answers), 'gateway-routes');
    t.equal(said.says, says);
    if (says === 'not applicable')
      t.match(notApplicable, /back to the VPC is unknown.*tgw-rtb-0a1/);
    if (detail !== undefined) t.match(findings[0]?.detail, detail);
    if (fix !== undefined) t.match(findings[0]?.fix, fix);
  });
}

test('of links that the site has none of, nobody is told', async (t) => {
  const nothing = {
    ...{ VpnConnections: undefined, virtualInterfaces: undefined, Routes: undefined },
    TransitGatewayAttachments: undefined,
    ...TO_VGW,
  };
  const site = siteOf(nothing, { transport: { attachment: 'custom' } });
  for (const key of ['vpn', 'direct-connect', 'gateway-attachments', 'gateway-routes']) {
    await t.rejects(judged(site, key), /no case/, key);
  }
});
