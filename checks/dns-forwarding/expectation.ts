import type { EndpointMode, Site } from '#core/site.ts';
import type { Expectation, ExpectedAnswer } from './target.ts';

/** Served from the public internet only: no PrivateLink service exists for them. */
const ALWAYS_PUBLIC = [
  'hybrid-assets.eks.amazonaws.com',
  'rolesanywhere.amazonaws.com',
  'public.ecr.aws',
];

/** Returns each AWS name with what its answer must be. */
export function awsNamesOf({ cluster, resolvers }: Site): readonly ExpectedAnswer[] {
  const endpoint =
    cluster.endpoint === undefined
      ? []
      : [{ name: cluster.endpoint, expect: expectEndpoint(cluster.endpointMode) }];
  const services = resolvers.awsNames.map((name) => ({
    name,
    expect: expectService(name, cluster.endpointMode),
  }));
  return uniqueByName([...endpoint, ...services]);
}

/** Returns each on-premises name with the addresses that the config knows. */
export function onPremNamesOf({ resolvers }: Site): readonly ExpectedAnswer[] {
  return uniqueByName(
    resolvers.onPremNames.map(({ name, addresses }) => ({
      name,
      expect: addresses.length === 0 ? { kind: 'any' } : { kind: 'addresses', addresses },
    })),
  );
}

/**
 * With both accesses open, public DNS gives public addresses to a host outside the VPC, and AWS warns
 * that a hybrid node may then not join: only the private answer of the inbound endpoint is right.
 */
function expectEndpoint(mode: EndpointMode): Expectation {
  return mode === 'public' ? { kind: 'public' } : { kind: 'private', of: 'endpoint' };
}

function expectService(name: string, mode: EndpointMode): Expectation {
  const isPrivate = mode === 'private' && !ALWAYS_PUBLIC.includes(name.toLowerCase());
  return isPrivate ? { kind: 'private', of: 'service' } : { kind: 'any' };
}

function uniqueByName(names: readonly ExpectedAnswer[]): readonly ExpectedAnswer[] {
  return names.filter(
    ({ name }, index) => names.findIndex((other) => other.name === name) === index,
  );
}
