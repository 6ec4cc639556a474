import type { Case } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import type { SiteWebhook, WebhookPlace } from '#core/webhook.ts';
import { networkHolding } from '#lib/cidr/network-holding.ts';
import { groupCalls, together } from './group-calls.ts';
import type { WebhookOptions } from './options.ts';
import type { Call, PodEndpoint, WebhookTarget } from './target.ts';

/** Two cases for each pod, from the VPC and from here; one for each webhook that has none on premises. */
export function plan(site: Site, options: WebhookOptions): readonly Case<WebhookTarget>[] {
  const { webhooks } = site.targets;
  if (webhooks.length === 0) return [{ key: 'webhooks', from: 'local', notApplicable: UNNAMED }];
  return [
    ...endpointsOf(site, options.timeoutMs).flatMap((one) => casesOf(one, options)),
    ...absentCases(webhooks),
  ];
}

const UNNAMED =
  'Nobody has named webhooks: save what the cluster has (kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations,apiservices,services,endpointslices -A -o json > cluster.json) and name it with --cluster-json or cluster.resources, or list targets.webhooks.';

function casesOf(
  { pod, calls }: Called,
  { expiryWarningDays }: WebhookOptions,
): readonly Case<WebhookTarget>[] {
  // What the peer gets names no authority: it shakes no hands.
  const place = `${pod.port}@${pod.address}`;
  const subject = `tcp/${pod.port} ${pod.address}`;
  return [
    { key: `tcp/${place}`, from: 'peer', subject, target: { kind: 'way', ...pod } },
    {
      ...{ key: `https/${place}`, from: 'local', subject },
      target: { kind: 'tls', expiryWarningDays, calls, ...pod },
    },
  ];
}

interface Called {
  readonly pod: PodEndpoint;
  readonly calls: readonly Call[];
}

type Located = SiteWebhook & { readonly at: Extract<WebhookPlace, { kind: 'endpoint' }> };

/** One for each address and port, whoever calls there. */
function endpointsOf(site: Site, timeoutMs: number): readonly Called[] {
  const { networks, targets, cluster, components } = site;
  const own = [...networks.remotePods, ...networks.remoteNodes];
  const located = targets.webhooks.filter((one): one is Located => one.at.kind === 'endpoint');
  const groups = Map.groupBy(located, ({ at }) => `${at.address}:${at.port}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { address, port } = first.at;
    const pod = {
      ...{ address, port, network: networkHolding(address, own) ?? address, ...together(group) },
      ...{ sources: networks.vpc, cluster: cluster.name, cni: components.cni, timeoutMs },
    };
    return [{ pod, calls: groupCalls(group) }];
  });
}

/** By their names: nobody has an address. */
function absentCases(webhooks: readonly SiteWebhook[]): readonly Case<WebhookTarget>[] {
  const absent = webhooks.filter(({ at }) => at.kind !== 'endpoint');
  const groups = Map.groupBy(absent, ({ serverName, name }) => serverName ?? name);
  return [...groups].flatMap(([key, group]): readonly Case<WebhookTarget>[] => {
    const places = group.map(({ at }) => at);
    const nowhere = places.find(({ kind }) => kind === 'nowhere') ?? places[0];
    if (nowhere === undefined || !('why' in nowhere)) return [];
    const { why, kind } = nowhere;
    const identity = { key: `endpoints@${key}`, from: 'local' } as const;
    if (kind === 'elsewhere') return [{ ...identity, notApplicable: why }];
    return [{ ...identity, target: { kind: 'nobody', why, ...together(group) } }];
  });
}

/** What the API needs: its calls of these ports, wherever in the network the pods come up next. */
export function rules(site: Site, { timeoutMs }: WebhookOptions): readonly FirewallRule[] {
  const pods = endpointsOf(site, timeoutMs).map(({ pod }) => pod);
  const groups = Map.groupBy(pods, ({ network }) => network);
  return [...groups].map(([network, own]) => ({
    cases: own.map(({ address, port }) => `webhooks:peer:tcp/${port}@${address}`),
    direction: 'to-on-prem',
    protocol: 'tcp',
    ports: [...new Set(own.map(({ port }) => port))].sort((a, b) => a - b).map(String),
    sources: site.networks.vpc,
    destinations: [network],
    purpose: 'webhooks and aggregated APIs in pods',
    isRequired: true,
  }));
}
