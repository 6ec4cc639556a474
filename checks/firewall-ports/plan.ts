import type { Case, Vantage } from '#core/check.ts';
import type { Place, Site } from '#core/site.ts';
import { stageOf } from '#core/stage.ts';
import { awsSays } from '#lib/aws-paths/aws-says.ts';
import { identity, sourcesOf } from './identity.ts';
import { casesOfExtra } from './plan-extra.ts';
import type { PortEntry, Role } from './port-entry.ts';
import { PORTS } from './port-table.ts';
import { type PortOptions, type PortTarget, THIS_NODE } from './target.ts';

/** One case for each port of the table at each place where it is found, and for each target of one's own. */
export function plan(site: Site, options: PortOptions): readonly Case<PortTarget>[] {
  const wanted = PORTS.filter(
    (entry) => isInUse(entry, site) && !options.exclude.includes(entry.id),
  );
  const cases = [
    ...wanted.flatMap((entry) => casesOf(entry, site, options)),
    ...options.extra.flatMap((extra) => casesOfExtra(extra, site, options)),
  ];
  return withoutRepeats(cases);
}

/** Two entries may come to one port of one place; it is measured once, for the first that is required. */
function withoutRepeats(cases: readonly Case<PortTarget>[]): readonly Case<PortTarget>[] {
  const byName = new Map<string, Case<PortTarget>>();
  for (const one of cases) {
    const name = `${one.from} ${one.key}`;
    const first = byName.get(name);
    if (first === undefined || (isBinding(one) && !isBinding(first))) byName.set(name, one);
  }
  return [...byName.values()];
}

function isBinding(one: Case<PortTarget>): boolean {
  return 'target' in one && one.target.weight === 'required';
}

function isInUse({ when = {} }: PortEntry, { components }: Site): boolean {
  return Object.entries(when).every(([part, value]) => Reflect.get(components, part) === value);
}

function casesOf(entry: PortEntry, site: Site, options: PortOptions): readonly Case<PortTarget>[] {
  const places = placesOf(entry.role, site);
  if (places.length === 0) {
    return isRequired(entry, options) ? [unset(entry)] : [];
  }
  const aws = awsSays(site, AWS_FLOWS[entry.id] ?? '');
  return places.map((place) => caseOf(entry, { place, aws }, site, options));
}

function isRequired({ id }: PortEntry, { required }: PortOptions): boolean {
  return required.includes(id);
}

/** A required port with no place to look for it must be seen to be missing from the config. */
function unset(entry: PortEntry): Case<PortTarget> {
  return {
    key: `${entry.protocol}/${entry.port}@${entry.id}`,
    from: vantageOf(entry),
    notApplicable: `${FIELDS[entry.role]} names nobody to ask (${entry.component})`,
  };
}

const FIELDS: Readonly<Record<Role, string>> = {
  kubernetesApi: 'targets.kubernetesApi (or cluster.endpoint)',
  cloudNodes: 'targets.cloudNodes',
  bgpPeers: 'targets.bgpPeers',
  onPremNodes: 'targets.onPremNodes',
  inboundResolvers: 'resolvers.inbound',
  onPremResolvers: 'resolvers.onPrem',
  node: 'node.address',
};

function placesOf(role: Role, site: Site): readonly Place[] {
  const { targets, resolvers, nodeAddress } = site;
  switch (role) {
    case 'kubernetesApi':
      return apiPlaces(site);
    case 'inboundResolvers':
      return resolvers.inbound;
    case 'onPremResolvers':
      return resolvers.onPrem;
    case 'node':
      // Without an address the far side still knows whom to call: the caller.
      return [{ host: nodeAddress ?? THIS_NODE }];
    case 'cloudNodes':
    case 'bgpPeers':
    case 'onPremNodes':
      return targets[role];
  }
}

/** Where the ENIs are not listed, the endpoint's name leads to them. */
function apiPlaces({ cluster: { endpoint }, targets: { kubernetesApi } }: Site): readonly Place[] {
  return kubernetesApi.length > 0 || endpoint === undefined ? kubernetesApi : [{ host: endpoint }];
}

/** What comes into the site can only be shown from outside it. */
function vantageOf({ direction }: PortEntry): Vantage {
  return direction === 'to-on-prem' ? 'peer' : 'local';
}

function caseOf(
  entry: PortEntry,
  { place, aws }: Pick<PortTarget, 'aws'> & { readonly place: Place },
  site: Site,
  options: PortOptions,
): Case<PortTarget> {
  // A place names the port of its own service; other entries that look there keep theirs.
  const port = ownsPort(entry) ? (place.port ?? entry.port) : entry.port;
  const from = vantageOf(entry);
  return {
    ...identity(entry.protocol, place.host, port),
    from,
    target: {
      entry: entry.id,
      component: entry.component,
      protocol: entry.protocol,
      host: place.host,
      port,
      weight: isRequired(entry, options) ? 'required' : 'optional',
      expects: isServed(entry, site) ? 'listener' : entry.expects,
      direction: entry.direction,
      note: entry.note,
      sources: sourcesOf(from, site),
      cluster: site.cluster.name,
      timeoutMs: options.timeoutMs,
      asksDns: entry.protocol === 'udp' && entry.port === 53,
      aws,
    },
  };
}

function isServed({ servedAt = [] }: PortEntry, site: Site): boolean {
  return servedAt.includes(stageOf(site));
}

/** The flows that saved answers are held against, by the entry that tries them with packets. */
const AWS_FLOWS: Readonly<Record<string, string>> = {
  'kubernetes-api': 'tcp/443@kubernetes-api',
  kubelet: 'tcp/10250@remote-nodes',
};

const OWN_PORT: readonly string[] = ['kubernetes-api', 'bgp'];

function ownsPort({ id, port }: PortEntry): boolean {
  return port === 53 || OWN_PORT.includes(id);
}
