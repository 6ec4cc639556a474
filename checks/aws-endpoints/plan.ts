import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import { ENDPOINTS, type EndpointEntry } from './endpoint-table.ts';
import type { EndpointOptions } from './options.ts';
import { ecrAccountOf, partitionOf } from './partition.ts';
import type { EndpointTarget } from './target.ts';

const HTTPS_PORT = 443;

/** One case for each endpoint that this site needs, once somebody has asked for it. */
export function plan(site: Site, options: EndpointOptions): readonly Case<EndpointTarget>[] {
  const { region } = site.cluster;
  if (!options.enabled) return [skipped('checks.aws-endpoints.enabled is not set.')];
  if (region === undefined) return [skipped('The config names no cluster.region.')];
  return ENDPOINTS.filter((entry) => isNeeded(entry, site, options)).map((entry) => {
    const target = targetOf(entry, region, site, options);
    return { key: `${entry.id}@${target.host}`, from: 'local', subject: target.host, target };
  });
}

function skipped(notApplicable: string): Case<EndpointTarget> {
  return { key: 'endpoints', from: 'local', notApplicable };
}

function isNeeded(
  { credentials, feature }: EndpointEntry,
  { components }: Site,
  { features }: EndpointOptions,
): boolean {
  const fits = credentials === undefined || credentials === components.credentials;
  return fits && (feature === undefined || features.includes(feature));
}

function targetOf(
  entry: EndpointEntry,
  region: string,
  { networks }: Site,
  options: EndpointOptions,
): EndpointTarget {
  const { id, path, purpose, signature, hasPrivateLink } = entry;
  return {
    ...{ id, host: hostOf(entry, region, options), port: HTTPS_PORT, path, purpose, signature },
    within: options.answers === 'private' && hasPrivateLink ? networks.vpc : [],
    authority: options.authority === '' ? null : options.authority,
    timeoutMs: options.timeoutMs,
  };
}

function hostOf(
  { host, chinaHost }: EndpointEntry,
  region: string,
  { ecrAccount }: EndpointOptions,
): string {
  const { name, suffix } = partitionOf(region);
  const template = name === 'aws-cn' ? (chinaHost ?? host) : host;
  return template
    .replaceAll('{r}', region)
    .replaceAll('{sfx}', suffix)
    .replaceAll('{acct}', ecrAccount === '' ? ecrAccountOf(region) : ecrAccount);
}
