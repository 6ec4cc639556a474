import type { AwsFacts } from '#core/aws-facts.ts';

export const NO_FACTS: AwsFacts = {
  clusters: [],
  vpcs: [],
  subnets: [],
  routeTables: [],
  securityGroups: [],
  networkAcls: [],
  interfaces: [],
  resolverEndpoints: [],
  resolverAddresses: [],
  resolverRules: [],
  gatewayAttachments: [],
  gatewayRoutes: [],
  vpnGateways: [],
  vpns: [],
  virtualInterfaces: [],
};

/** Lays the facts of several answers together. */
export function joinFacts(a: AwsFacts, b: AwsFacts): AwsFacts {
  return {
    clusters: [...a.clusters, ...b.clusters],
    vpcs: [...a.vpcs, ...b.vpcs],
    subnets: [...a.subnets, ...b.subnets],
    routeTables: [...a.routeTables, ...b.routeTables],
    securityGroups: [...a.securityGroups, ...b.securityGroups],
    networkAcls: [...a.networkAcls, ...b.networkAcls],
    interfaces: [...a.interfaces, ...b.interfaces],
    resolverEndpoints: [...a.resolverEndpoints, ...b.resolverEndpoints],
    resolverAddresses: [...a.resolverAddresses, ...b.resolverAddresses],
    resolverRules: [...a.resolverRules, ...b.resolverRules],
    gatewayAttachments: [...a.gatewayAttachments, ...b.gatewayAttachments],
    gatewayRoutes: [...a.gatewayRoutes, ...b.gatewayRoutes],
    vpnGateways: [...a.vpnGateways, ...b.vpnGateways],
    vpns: [...a.vpns, ...b.vpns],
    virtualInterfaces: [...a.virtualInterfaces, ...b.virtualInterfaces],
  };
}
