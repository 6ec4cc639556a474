import type { Place, Site, SiteCluster } from '#core/site.ts';
import { baselineOf } from './baseline.ts';
import { hostOfEndpoint, splitPlace } from './formats.ts';
import { durationMs, rateBps } from './quantities.ts';
import type { RawConfig, RawPlace } from './raw-config.ts';
import { webhookOf } from './webhook.ts';

export type Limits = {
  readonly caseDeadlineMs: number;
  readonly runDeadlineMs: number;
  readonly concurrency: number;
};

/** Returns the site that a valid config describes, quantities as numbers; `baseline` overrules the config's. */
export function siteOf(raw: RawConfig, baseline?: string): Site {
  const { networks, capacity, node, resolvers, components, transport, peer } = raw;
  return {
    cluster: clusterOf(raw),
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
      webhooks: raw.targets.webhooks.map(webhookOf),
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

/** Where saved resources of the cluster lie is no fact of the cluster. */
function clusterOf({ cluster }: RawConfig): SiteCluster {
  const { name, region, endpoint, endpointMode, certificateAuthority } = cluster;
  return {
    ...{ name, endpointMode },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint: hostOfEndpoint(endpoint) }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
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
