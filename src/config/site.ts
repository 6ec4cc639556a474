import type { Baseline, Bounds, Place, Site } from '#core/site.ts';
import { parseDuration } from '#lib/quantity/duration.ts';
import { parseRate } from '#lib/quantity/rate.ts';
import { parseShare } from '#lib/quantity/share.ts';
import { baselineNamed } from './baselines.ts';
import { hostOfEndpoint, splitPlace } from './formats.ts';
import type { RawBaseline, RawBounds, RawConfig, RawPlace } from './raw-config.ts';

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

function baselineOf(raw: string | RawBaseline): Baseline {
  if (typeof raw === 'string') return knownBaseline(raw);
  const base = knownBaseline(raw.extends ?? 'direct-connect');
  return {
    name: `custom (${base.name})`,
    latencyMs: bounds(raw.latency, durationMs) ?? base.latencyMs,
    jitterMs: bounds(raw.jitter, durationMs) ?? base.jitterMs,
    lossRatio: bounds(raw.loss, shareRatio) ?? base.lossRatio,
    bandwidthBps: bounds(raw.bandwidth, rateBps) ?? base.bandwidthBps,
    mtuBytes: raw.mtu ?? base.mtuBytes,
    dnsAnswerMs: bounds(raw.dnsAnswer, durationMs) ?? base.dnsAnswerMs,
  };
}

function bounds(raw: RawBounds | undefined, read: (text: string) => number): Bounds | undefined {
  return raw === undefined ? undefined : { pass: read(raw.pass), fail: read(raw.fail) };
}

// The schema let only names and texts pass that these can read; anything else is a bug of ours.

function knownBaseline(name: string): Baseline {
  const baseline = baselineNamed(name);
  if (baseline === undefined) throw new Error(`no baseline ${name}`);
  return baseline;
}

function durationMs(text: string): number {
  const parsed = parseDuration(text);
  return parsed.ok ? parsed.milliseconds : Number.NaN;
}

function rateBps(text: string): number {
  const parsed = parseRate(text);
  return parsed.ok ? parsed.bitsPerSecond : Number.NaN;
}

function shareRatio(text: string): number {
  const parsed = parseShare(text);
  return parsed.ok ? parsed.ratio : Number.NaN;
}
