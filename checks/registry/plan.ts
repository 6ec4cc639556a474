import type { Case, Vantage } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import { caseId } from '#core/report.ts';
import type { Site, SiteRegistry } from '#core/site.ts';
import type { RegistryOptions } from './options.ts';
import type { RegistryTarget } from './target.ts';

/** Each registry from each side whose nodes pull from it. */
export function plan(site: Site, options: RegistryOptions): readonly Case<RegistryTarget>[] {
  const { registries } = site.targets;
  const cases = registries.flatMap((registry) =>
    vantagesOf(registry).map((from): Case<RegistryTarget> => ({
      ...{ key: keyOf(registry), from, subject: keyOf(registry) },
      target: targetOf(registry, from, site, options),
    })),
  );
  if (cases.length > 0) return onlyOnce(cases);
  const notApplicable = 'targets.registries names none.';
  return [{ key: 'https/443@registry', from: 'local', notApplicable }];
}

function keyOf({ host, port }: SiteRegistry): string {
  return `https/${port}@${host}`;
}

/** Two accounts of one registry would have one name; the first stands for both. */
function onlyOnce(cases: readonly Case<RegistryTarget>[]): readonly Case<RegistryTarget>[] {
  const byName = new Map<string, Case<RegistryTarget>>();
  for (const one of cases) {
    const name = `${one.from} ${one.key}`;
    if (!byName.has(name)) byName.set(name, one);
  }
  return [...byName.values()];
}

function vantagesOf({ usedFrom }: SiteRegistry): readonly Vantage[] {
  if (usedFrom === 'both') return ['local', 'peer'];
  return usedFrom === 'aws' ? ['peer'] : ['local'];
}

function targetOf(
  { host, port, authority, account, image }: SiteRegistry,
  from: Vantage,
  { networks }: Site,
  { mostMegabytes, mostSeconds, containerdConfig, ...rest }: RegistryOptions,
): RegistryTarget {
  const bounds = { mostBytes: mostMegabytes * 1e6, mostMs: mostSeconds * 1000 };
  const { warnDays, imageGb, timeoutMs } = rest;
  const common = { host, port, warnDays, imageGb, timeoutMs, ...bounds };
  // The peer is a stranger to the registry: neither files nor secrets of this host are its business.
  if (from === 'peer') return { ...common, ...AS_STRANGER, sources: networks.vpc };
  return {
    ...common,
    authority: authority ?? null,
    containerdConfig,
    account: account ?? null,
    image: image ?? null,
    sources: networks.remoteNodes,
  };
}

const AS_STRANGER = {
  authority: null,
  containerdConfig: null,
  account: null,
  image: null,
} as const;

/** What nodes in AWS need of the firewalls to pull from on premises. */
export function rules({ networks, targets }: Site): readonly FirewallRule[] {
  return targets.registries
    .filter(({ usedFrom }) => usedFrom !== 'on-premises')
    .map((registry) => ({
      cases: [caseId('registry', { from: 'peer', key: keyOf(registry) })],
      direction: 'to-on-prem',
      protocol: 'tcp',
      ports: [String(registry.port)],
      sources: networks.vpc,
      destinations: [registry.host],
      purpose: 'image registry',
      isRequired: true,
    }));
}
