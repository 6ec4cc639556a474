/** The DNS suffixes of the AWS partitions, most specific first. */
const AWS_SUFFIXES = [
  'amazonaws.com.cn',
  'amazonaws.com',
  'amazonaws.eu',
  'c2s.ic.gov',
  'sc2s.sgov.gov',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
];

/** Returns the domains to forward for these AWS names: newer services live under api.aws. */
export function awsDomains(names: readonly string[]): readonly string[] {
  const suffix = AWS_SUFFIXES.find((domain) => names.some((name) => name.endsWith(`.${domain}`)));
  return [suffix ?? 'amazonaws.com', 'api.aws'];
}

/** Returns the domains that these names are in, each once. */
export function parentDomains(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(parentOf).filter((parent) => parent !== ''))];
}

/** Nobody has this label; a resolver that answers it answers anything. */
const PROBE_LABEL = 'hybrid-preflight-nxdomain-probe';

/** Here AWS itself answers any label: registries, buckets and interface endpoints. */
const AWS_WILDCARDS = /^(dkr\.ecr|s3|s3-[a-z-]+)\.|\.(vpce|elb)\./;

/** Returns a name that must not exist beside each of these names. */
export function probesFor(names: readonly string[]): readonly string[] {
  return (
    parentDomains(names)
      // A bare "com" or "local" is no zone of the site's.
      .filter((parent) => parent.includes('.') && !AWS_WILDCARDS.test(parent))
      .map((parent) => `${PROBE_LABEL}.${parent}`)
  );
}

function parentOf(name: string): string {
  return name.split('.').slice(1).join('.');
}
