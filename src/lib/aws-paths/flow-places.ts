import type { InterfaceFact, SiteAws } from '#core/aws-facts.ts';
import type { FlowEnd } from './flow.ts';
import { apiInterfaces, clusterIn, subnetsOf, vpcOf } from './own-parts.ts';

/** Interfaces that one set of security groups holds, as far as the answers tell. */
export type GroupPlace = {
  readonly interfaceIds: readonly string[];
  readonly groupIds: readonly string[];
};

export type FlowPlaces = {
  readonly groups: readonly GroupPlace[];
  readonly subnetIds: readonly string[];
};

/** Says what holds the interfaces at the end of a flow, and where they are; nothing where the answers do not tell. */
export function placesOf(aws: SiteAws, name: string, end: FlowEnd): FlowPlaces {
  if (end === 'kubernetes-api') return apiPlaces(aws, name);
  return resolverPlaces(aws, name, end === 'inbound-endpoint' ? 'INBOUND' : 'OUTBOUND');
}

function apiPlaces(aws: SiteAws, name: string): FlowPlaces {
  const own = apiInterfaces(aws, name);
  if (own.length > 0) return { groups: placesBy(own), subnetIds: subnetsIn(own) };
  const cluster = clusterIn(aws, name);
  const first = cluster?.clusterSecurityGroupId ?? null;
  const groupIds = [...(first === null ? [] : [first]), ...(cluster?.securityGroupIds ?? [])];
  return {
    groups: groupIds.length === 0 ? [] : [{ interfaceIds: [], groupIds }],
    subnetIds: subnetsOf(aws, name),
  };
}

/** The endpoint is often in a VPC that others share: one in the cluster's VPC is preferred, no more. */
function resolverPlaces(aws: SiteAws, name: string, direction: string): FlowPlaces {
  const all = aws.resolverEndpoints.filter((endpoint) => endpoint.direction === direction);
  const near = all.filter(({ vpcId }) => vpcId === vpcOf(aws, name));
  const endpoints = (near.length > 0 ? near : all).map(({ id, securityGroupIds }) => ({
    securityGroupIds,
    interfaces: aws.interfaces.filter(({ description }) => description.includes(id)),
  }));
  return {
    groups: endpoints.flatMap(({ securityGroupIds, interfaces }) =>
      securityGroupIds.length === 0
        ? placesBy(interfaces)
        : [{ interfaceIds: interfaces.map(({ id }) => id), groupIds: securityGroupIds }],
    ),
    subnetIds: subnetsIn(endpoints.flatMap(({ interfaces }) => interfaces)),
  };
}

function placesBy(interfaces: readonly InterfaceFact[]): readonly GroupPlace[] {
  const held = interfaces.filter(({ groupIds }) => groupIds.length > 0);
  const sets = Map.groupBy(held, ({ groupIds }) => groupIds.toSorted().join(' '));
  return [...sets.values()].map((alike) => ({
    interfaceIds: alike.map(({ id }) => id),
    groupIds: alike[0]?.groupIds ?? [],
  }));
}

function subnetsIn(interfaces: readonly InterfaceFact[]): readonly string[] {
  return [...new Set(interfaces.flatMap(({ subnetId }) => subnetId ?? []))];
}
