import type { Place, Site } from '#core/site.ts';
import { baselineOf } from './baseline.ts';
import { hostOfEndpoint, splitPlace } from './formats.ts';
import { durationMs, rateBps } from './quantities.ts';
import type { RawConfig, RawPlace } from './raw-config.ts';

export type Limits = {
  readonly caseDeadlineMs: number;
  readonly runDeadlineMs: number;
  readonly concurrency: number;
};

/** Returns the site that a valid config describes, quantities as numbers; `baseline` overrules the config's. */
export function siteOf(raw: RawConfig, baseline?: string): Site {
  const { cluster, networks, capacity, node, resolvers, components, transport, peer } = raw;
  const { endpoint, ...restOfCluster } = cluster;
  return {
    cluster: {
      ...restOfCluster,
      ...(endpoint === undefined ? {} : { endpoint: hostOfEndpoint(endpoint) }),
    },
    networks: {
      ...networks,
      services: networks.services === undefined ? [] : [networks.services],
    },
    ...(capacity === undefined ? {} : { capacity }),
    ...(node.address === undefined ? {} : { nodeAddress: node.address }),
    targets: {
      kubernetesApi: raw.targets.kubernetesApi.map(placeOf),
      cloudNodes: raw.targets.cloudNodes.map(placeOf),
      bgpPeers: raw.targets.bgpPeers.map(placeOf),
      onPremNodes: raw.targets.onPremNodes.map(placeOf),
      ping: raw.targets.ping,
      reflectors: raw.targets.reflectors.map(placeOf),
      iperf3: raw.targets.iperf3.map(placeOf),
      nfs: raw.targets.nfs.map(({ export: exportPath, path = null, ...rest }) => ({
        ...rest,
        exportPath,
        path,
      })),
      registries: raw.targets.registries,
    },
    resolvers: {
      inbound: resolvers.inbound.map(placeOf),
      onPrem: resolvers.onPrem.map(placeOf),
      awsNames: resolvers.awsNames,
      onPremNames: resolvers.onPremNames.map((entry) =>
        typeof entry === 'string' ? { name: entry, addresses: [] } : { addresses: [], ...entry },
      ),
      bigAnswer: resolvers.bigAnswer,
    },
    components,
    transport: {
      attachment: transport.attachment,
      ...(transport.bandwidth === undefined ? {} : { bandwidthBps: rateBps(transport.bandwidth) }),
    },
    baseline: baselineOf(baseline ?? raw.baseline),
    ...(peer === undefined ? {} : { peer }),
    options: raw.checks,
  };
}

/** Returns the limits of a run in milliseconds and cases. */
export function limitsOf({ limits }: RawConfig): Limits {
  return {
    caseDeadlineMs: durationMs(limits.caseDeadline),
    runDeadlineMs: durationMs(limits.runDeadline),
    concurrency: limits.concurrency,
  };
}

function placeOf(raw: RawPlace): Place {
  return typeof raw === 'string' ? splitPlace(raw) : raw;
}
