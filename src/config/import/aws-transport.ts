import type { Attachment } from '#core/site.ts';
import type { AwsFacts, From, RouteTableFact } from '#core/aws-facts.ts';
import { type Cidr, parseCidr } from '#lib/cidr/parse.ts';
import { containsCidr } from '#lib/cidr/relation.ts';
import type { At } from './at.ts';
import type { Claim } from './claim.ts';

interface Way {
  readonly vpcId: string | null;
  readonly remoteNodes: readonly string[];
  readonly at: At;
}

type Kind = { readonly attachment: Attachment; readonly from: From; readonly why: string };

/** Infers the kind of link from what leads out of the VPC: the route to the remote nodes tells which, where there are several. */
export function transportClaims(
  facts: AwsFacts,
  { vpcId, remoteNodes, at }: Way,
): readonly Claim[] {
  const gateway = gatewayOf(facts.routeTables, vpcId, remoteNodes);
  const [kind] = kindsOf(facts, gateway);
  if (kind === undefined) return [];
  const { attachment, from, why } = kind;
  return [
    { setting: ['transport', 'attachment'], value: attachment, origins: [at(from)], inferred: why },
  ];
}

type Gateway = { readonly id: string; readonly from: From };

/** Where the most specific route of the VPC that holds all of a remote node network leads; undefined where none does. */
function gatewayOf(
  tables: readonly RouteTableFact[],
  vpcId: string | null,
  remoteNodes: readonly string[],
): Gateway | undefined {
  const wanted = remoteNodes.flatMap(blockOf);
  const leading = tables
    .filter((table) => vpcId === null || table.vpcId === vpcId)
    .flatMap(({ routes, from }) => routes.map((route) => ({ ...route, from })))
    .filter(({ target, state }) => /^(tgw|vgw)-/.test(target ?? '') && state !== 'blackhole')
    .flatMap((route) => blockOf(route.destination).map((block) => ({ ...route, block })))
    .filter(({ block }) => wanted.some((network) => containsCidr(block, network)))
    .toSorted((a, b) => b.block.prefixLength - a.block.prefixLength);
  const [best] = leading;
  return best?.target === undefined || best.target === null
    ? undefined
    : { id: best.target, from: best.from };
}

function blockOf(text: string): readonly Cidr[] {
  const parsed = parseCidr(text);
  return parsed.ok ? [parsed.cidr] : [];
}

/** Direct Connect first: where a VPN stands beside it, AWS prefers it, and the VPN is its backup. */
function kindsOf(facts: AwsFacts, gateway: Gateway | undefined): readonly Kind[] {
  const kinds = [
    ...directConnect(facts, gateway),
    ...vpn(facts, gateway),
    ...transitGateway(facts, gateway),
  ];
  const attachments = new Set(kinds.map(({ attachment }) => attachment));
  const isBoth =
    attachments.has('direct-connect-private') && attachments.has('direct-connect-transit');
  return isBoth ? [] : kinds;
}

function directConnect(facts: AwsFacts, gateway: Gateway | undefined): readonly Kind[] {
  const through = gateway === undefined ? ['private', 'transit'] : [typeBehind(gateway.id)];
  return facts.virtualInterfaces
    .filter(({ type, state }) => through.includes(type) && !isGone(state))
    .map(({ type, from }) => ({
      attachment: type === 'transit' ? 'direct-connect-transit' : 'direct-connect-private',
      from,
      why: `a ${type} virtual interface${gateway === undefined ? '' : `; the remote nodes are behind ${gateway.id}`}`,
    }));
}

/** A virtual private gateway takes private virtual interfaces, a Transit Gateway takes transit ones. */
function typeBehind(gatewayId: string): 'private' | 'transit' {
  return gatewayId.startsWith('tgw-') ? 'transit' : 'private';
}

function vpn({ vpns }: AwsFacts, gateway: Gateway | undefined): readonly Kind[] {
  return vpns
    .filter(({ state }) => !isGone(state))
    .filter(({ gatewayId }) => gateway === undefined || gatewayId === gateway.id)
    .map(({ id, from }) => ({ attachment: 'vpn', from, why: `the VPN connection ${id}` }));
}

function transitGateway(
  { gatewayAttachments }: AwsFacts,
  gateway: Gateway | undefined,
): readonly Kind[] {
  const attached = gatewayAttachments
    .filter(({ state }) => !isGone(state))
    .filter(({ gatewayId }) => gateway === undefined || gatewayId === gateway.id);
  const connected = attached.find(({ resourceType }) => resourceType === 'direct-connect-gateway');
  const tunnelled = attached.find(({ resourceType }) => resourceType === 'vpn');
  const kinds: readonly (Kind | undefined)[] = [
    connected && {
      attachment: 'direct-connect-transit',
      from: connected.from,
      why: 'a Direct Connect gateway at the Transit Gateway',
    },
    tunnelled && {
      attachment: 'vpn',
      from: tunnelled.from,
      why: 'a VPN at the Transit Gateway',
    },
    routed(gateway) ?? anyAttached(attached[0]?.from),
  ];
  return kinds.filter((kind) => kind !== undefined);
}

function routed(gateway: Gateway | undefined): Kind | undefined {
  if (gateway?.id.startsWith('tgw-') !== true) return undefined;
  const why = `the route to the remote nodes leads to ${gateway.id}`;
  return { attachment: 'transit-gateway', from: gateway.from, why };
}

function anyAttached(from: From | undefined): Kind | undefined {
  return from && { attachment: 'transit-gateway', from, why: 'a Transit Gateway is attached' };
}

const GONE = ['deleted', 'deleting', 'rejected', 'failed', 'down'];

function isGone(state: string | null): boolean {
  return state !== null && GONE.includes(state);
}
