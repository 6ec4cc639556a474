import type { Case } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Site } from '#core/site.ts';
import type { ClusterDnsOptions } from './options.ts';
import { API_INDEX, DNS_INDEX, serviceAddress } from './service-address.ts';
import type { ClusterDnsTarget, ClusterName, Expectation } from './target.ts';

const DNS_PORT = 53;

/** EKS lets nobody choose another domain. */
const API_SERVICE = 'kubernetes.default.svc.cluster.local';

/** One case: the address that every pod of the cluster has in its resolv.conf. */
export function plan(site: Site, options: ClusterDnsOptions): readonly Case<ClusterDnsTarget>[] {
  const { networks, baseline } = site;
  const [services] = networks.services;
  const inferred = services === undefined ? undefined : serviceAddress(services, DNS_INDEX);
  const isNamed = options.address !== 'inferred';
  const address = isNamed ? options.address : inferred;
  if (address === undefined) {
    return [{ key: 'names@cluster-dns', from: 'local', notApplicable: missing(services) }];
  }
  return [
    {
      key: `names@${address}`,
      from: 'local',
      target: {
        server: endpointOf(address),
        inferredFrom: isNamed ? null : (services ?? null),
        names: namesOf(site),
        sources: [...networks.remoteNodes, ...networks.remotePods],
        vpc: networks.vpc,
        timeoutMs: options.timeoutMs,
        answerMs: baseline.dnsAnswerMs,
      },
    },
  ];
}

function missing(services: string | undefined): string {
  return services === undefined
    ? 'Not known: networks.services, or checks.cluster-dns.address.'
    : `${services} has no tenth address: name checks.cluster-dns.address.`;
}

function endpointOf(text: string): Endpoint {
  const [, address = text, port] = /^([\d.]+):(\d+)$/.exec(text) ?? [];
  return { address, port: port === undefined ? DNS_PORT : Number(port) };
}

/** The cluster's own name, and one for each way that CoreDNS asks on: into AWS and back on premises. */
function namesOf({ networks, cluster, resolvers }: Site): readonly ClusterName[] {
  const [services] = networks.services;
  const api = services === undefined ? undefined : serviceAddress(services, API_INDEX);
  const [awsName] = resolvers.awsNames;
  const [onPrem] = resolvers.onPremNames;
  return [
    { name: API_SERVICE, kind: 'service', expect: oneOf(api === undefined ? [] : [api]) },
    ...awsNameOf({ cluster, networks }, awsName),
    ...(onPrem === undefined
      ? []
      : [{ name: onPrem.name, kind: 'on-prem', expect: oneOf(onPrem.addresses) } as const]),
  ];
}

/** The API endpoint says most: where it is private, its addresses are those of the interfaces in the VPC. */
function awsNameOf(
  { cluster, networks }: Pick<Site, 'cluster' | 'networks'>,
  other: string | undefined,
): readonly ClusterName[] {
  const { endpoint, endpointMode } = cluster;
  if (endpoint === undefined) {
    return other === undefined ? [] : [{ name: other, kind: 'aws', expect: { kind: 'any' } }];
  }
  const isPrivate = endpointMode === 'private' && networks.vpc.length > 0;
  const expect: Expectation = isPrivate
    ? { kind: 'within', networks: networks.vpc }
    : { kind: 'any' };
  return [{ name: endpoint, kind: 'aws', expect }];
}

function oneOf(addresses: readonly string[]): Expectation {
  return addresses.length === 0 ? { kind: 'any' } : { kind: 'addresses', addresses };
}
