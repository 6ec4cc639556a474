import type { AwsFacts, From, ResolverEndpointFact } from '#core/aws-facts.ts';
import { parseAddress } from '#lib/cidr/parse.ts';
import { type At, originsOf } from './at.ts';
import type { Claim, Imported } from './claim.ts';

interface Parts {
  readonly vpcId: string | null;
  readonly at: At;
}

type Found = { readonly address: string; readonly from: From };

/** Finds the addresses of the inbound endpoint, and whom the VPC asks for on-premises names. */
export function resolverImport(facts: AwsFacts, { vpcId, at }: Parts): Imported {
  const inbound = inboundOf(facts.resolverEndpoints, vpcId);
  const found = inbound.flatMap((endpoint) => addressesOf(endpoint, facts));
  const own = found.map(({ address }) => address);
  const asked = onPremisesOf(facts, own);
  return {
    claims: [
      ...claimOf(['resolvers', 'inbound'], found, at),
      ...claimOf(['resolvers', 'onPrem'], asked, at).map((claim) => ({
        ...claim,
        inferred: 'where the resolver rules of the VPC forward to',
      })),
    ],
    problems: [],
    notes: notesOf(facts, inbound, found),
  };
}

/** A region has four unless AWS allows more (Route 53 Resolver quotas). */
const MOST_ENDPOINTS = 20;

/** The endpoint is often in a VPC of its own, which the others share: one in the cluster's VPC is preferred, no more. */
function inboundOf(
  endpoints: readonly ResolverEndpointFact[],
  vpcId: string | null,
): readonly ResolverEndpointFact[] {
  const inbound = endpoints.filter(({ direction }) => direction === 'INBOUND');
  const near = inbound.filter((endpoint) => endpoint.vpcId === vpcId);
  return (near.length > 0 ? near : inbound).slice(0, MOST_ENDPOINTS);
}

/**
 * The list of addresses does not say whose they are. The interfaces do, in their description; else it must follow from
 * the number of addresses, or from there being one endpoint only.
 */
function addressesOf(endpoint: ResolverEndpointFact, facts: AwsFacts): readonly Found[] {
  const described = facts.interfaces.filter(({ description }) => description.includes(endpoint.id));
  if (described.length > 0) {
    return described.flatMap(({ address, from }) => (address === null ? [] : [{ address, from }]));
  }
  const { resolverEndpoints, resolverAddresses } = facts;
  const lists = [...Map.groupBy(resolverAddresses, ({ from }) => from.file).values()];
  if (new Set(resolverEndpoints.map(({ id }) => id)).size === 1) return resolverAddresses;
  const ofThatLength = resolverEndpoints.filter(
    ({ addressCount }) => addressCount === endpoint.addressCount,
  );
  const fitting = lists.filter((list) => list.length === endpoint.addressCount);
  return ofThatLength.length === 1 && fitting.length === 1 ? (fitting[0] ?? []) : [];
}

/** Rules may lead back to the inbound endpoint, where many VPCs share one. */
function onPremisesOf({ resolverRules }: AwsFacts, inbound: readonly string[]): readonly Found[] {
  return resolverRules
    .filter(({ type }) => type === 'FORWARD')
    .flatMap(({ targets, from }) => targets.map((target) => ({ ...target, from })))
    .filter(({ address }) => !inbound.includes(address) && isIpv4(address))
    .map(({ address, port, from }) => ({
      address: port === 53 ? address : `${address}:${port}`,
      from,
    }));
}

function isIpv4(text: string): boolean {
  const parsed = parseAddress(text);
  return parsed.ok && parsed.address.family === 4;
}

function claimOf(setting: Claim['setting'], found: readonly Found[], at: At): readonly Claim[] {
  const origins = originsOf(found, at);
  if (origins === undefined) return [];
  const value = [...new Set(found.map(({ address }) => address))];
  return [{ setting, value, origins }];
}

function notesOf(
  { resolverAddresses, resolverEndpoints }: AwsFacts,
  inbound: readonly ResolverEndpointFact[],
  found: readonly Found[],
): readonly string[] {
  if (found.length > 0) return [];
  const way =
    'save describe-network-interfaces, which tells whose they are, or write them to resolvers.inbound';
  if (inbound.length > 0) {
    return [
      `the addresses of the inbound resolver endpoint cannot be told from the answers: ${way}`,
    ];
  }
  return resolverAddresses.length > 0 && resolverEndpoints.length === 0
    ? [`resolver addresses are saved, but not list-resolver-endpoints: ${way}`]
    : [];
}
