import type { Case } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import type { PodTarget } from './target.ts';

export type PodOptions = {
  readonly webhookPorts: readonly number[];
  readonly routes: 'static' | 'bgp';
  readonly timeoutMs: number;
};

/** One case for each pod network. */
export function plan(site: Site, options: PodOptions): readonly Case<PodTarget>[] {
  const { networks, cluster } = site;
  if (networks.remotePods.length === 0) {
    const notApplicable = 'The config names no networks.remotePods.';
    return [{ key: 'pods', from: 'peer', notApplicable }];
  }
  return networks.remotePods.map((network) => ({
    key: network,
    from: 'peer',
    subject: network,
    target: {
      network,
      ports: options.webhookPorts,
      routes: options.routes,
      sources: networks.vpc,
      cluster: cluster.name,
      timeoutMs: options.timeoutMs,
    },
  }));
}

/** What the API needs of the pods: its calls of webhooks and aggregated APIs. */
export function rules({ networks }: Site, { webhookPorts }: PodOptions): readonly FirewallRule[] {
  return networks.remotePods.map((network) => ({
    cases: [`pod-routes:peer:${network}`],
    direction: 'to-on-prem',
    protocol: 'tcp',
    ports: webhookPorts.map(String),
    sources: networks.vpc,
    destinations: [network],
    purpose: 'webhooks and aggregated APIs in pods',
    isRequired: true,
  }));
}
