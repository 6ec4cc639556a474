import type { Case } from '#core/check.ts';
import { vpcOf } from '#lib/aws-paths/own-parts.ts';
import type { KnownSite } from './known-site.ts';
import { lacking, SAVE } from './save.ts';
import type {
  AttachmentsTarget,
  DirectConnectTarget,
  GatewayRoutesTarget,
  VpnTarget,
} from './target.ts';

type LinkTarget = AttachmentsTarget | GatewayRoutesTarget | VpnTarget | DirectConnectTarget;

/** One case for each kind of link that the answers hold, or that the site should have. */
export function linkCases(site: KnownSite): readonly Case<LinkTarget>[] {
  return [
    ...attachmentCases(site),
    ...gatewayRouteCases(site),
    ...vpnCases(site),
    ...directConnectCases(site),
  ];
}

function attachmentCases(site: KnownSite): readonly Case<AttachmentsTarget>[] {
  const identity = { key: 'gateway-attachments', from: 'local' } as const;
  const { gatewayAttachments: attachments } = site.aws;
  if (attachments.length > 0) {
    return [{ ...identity, target: { kind: 'gateway-attachments', attachments } }];
  }
  if (!hasTransitGateway(site)) return [];
  const notApplicable = lacking('attachments of the Transit Gateway', SAVE.attachments());
  return [{ ...identity, notApplicable }];
}

function gatewayRouteCases(site: KnownSite): readonly Case<GatewayRoutesTarget>[] {
  const { aws, cluster, networks } = site;
  const identity = { key: 'gateway-routes', from: 'local' } as const;
  const tableIds = [
    ...new Set(aws.gatewayAttachments.flatMap(({ routeTableId }) => routeTableId ?? [])),
  ];
  if (aws.gatewayRoutes.length === 0) {
    if (!hasTransitGateway(site)) return [];
    const what = 'the routes of the Transit Gateway: whether it leads back to the VPC is unknown';
    return [{ ...identity, notApplicable: lacking(what, ...commandsFor(tableIds)) }];
  }
  const target: GatewayRoutesTarget = {
    kind: 'gateway-routes',
    vpcId: vpcOf(aws, cluster.name),
    vpc: networks.vpc,
    remote: [...networks.remoteNodes, ...networks.remotePods],
    routes: aws.gatewayRoutes,
    tableIds,
  };
  return [{ ...identity, target }];
}

/** A Transit Gateway has a few tables; who has more saves those that matter. */
const MOST_TABLES = 4;

function commandsFor(tableIds: readonly string[]): readonly string[] {
  if (tableIds.length === 0) return [SAVE.gatewayRoutes(undefined)];
  return tableIds.slice(0, MOST_TABLES).map((id) => SAVE.gatewayRoutes(id));
}

function hasTransitGateway({ aws, transport }: KnownSite): boolean {
  const { attachment } = transport;
  if (attachment === 'transit-gateway' || attachment === 'direct-connect-transit') return true;
  return aws.routeTables.some(({ routes }) =>
    routes.some(({ target }) => target?.startsWith('tgw-') === true),
  );
}

function vpnCases({ aws, transport, networks }: KnownSite): readonly Case<VpnTarget>[] {
  const identity = { key: 'vpn', from: 'local' } as const;
  if (aws.vpns.length === 0) {
    if (transport.attachment !== 'vpn') return [];
    return [{ ...identity, notApplicable: lacking('a VPN connection', SAVE.vpns()) }];
  }
  const target: VpnTarget = {
    kind: 'vpn',
    vpns: aws.vpns,
    remote: [...networks.remoteNodes, ...networks.remotePods],
    isBackup: isDirectConnect(transport.attachment),
  };
  return [{ ...identity, target }];
}

function directConnectCases({
  aws,
  transport,
  baseline,
}: KnownSite): readonly Case<DirectConnectTarget>[] {
  const identity = { key: 'direct-connect', from: 'local' } as const;
  const { virtualInterfaces: interfaces } = aws;
  if (interfaces.length === 0) {
    if (!isDirectConnect(transport.attachment)) return [];
    const notApplicable = lacking('a virtual interface', SAVE.virtualInterfaces());
    return [{ ...identity, notApplicable }];
  }
  const { mtuBytes: requiredMtuBytes } = baseline;
  return [{ ...identity, target: { kind: 'direct-connect', interfaces, requiredMtuBytes } }];
}

function isDirectConnect(attachment: string): boolean {
  return attachment.startsWith('direct-connect');
}
