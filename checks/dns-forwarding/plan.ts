import { isIP } from 'node:net';
import type { Case } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Place, Site } from '#core/site.ts';
import { awsDomains, parentDomains, probesFor } from './domains.ts';
import { awsNamesOf, onPremNamesOf } from './expectation.ts';
import { DEFAULTS, type DnsOptions } from './options.ts';
import { placeOf } from './phrases.ts';
import type { BigAnswer, DnsTarget, ExpectedAnswer, NamesTarget, Role } from './target.ts';

type DnsCase = Case<DnsTarget>;

/** The resolver of every VPC, as its own instances see it (Route 53 Resolver, "AmazonProvidedDNS"). */
const VPC_RESOLVER: Endpoint = { address: '169.254.169.253', port: 53 };

/** Plans each resolver address by itself: a forwarder hides a dead or refusing twin. */
export function plan(site: Site, given: Partial<DnsOptions>): readonly DnsCase[] {
  const options = { ...DEFAULTS, ...given };
  const groups = groupsOf(site);
  return [
    ...planNames(site, options, { role: 'inbound', servers: groups.inbound }),
    ...planNames(site, options, { role: 'forwarder', servers: groups.onPrem }),
    ...planNames(site, options, { role: 'authority', servers: groups.onPrem }),
    planVpcResolver(site, options, 'vpc-resolver'),
    planVpcResolver(site, options, 'vpc-own'),
    planSystem(site, options),
    planRedundancy(site, options, 'inbound'),
    planRedundancy(site, options, 'on-prem'),
  ];
}

type Asking = { readonly role: Role; readonly servers: readonly Endpoint[] };

/** How each role is called in case keys, and where its resolvers and names come from in the config. */
const ROLES = {
  inbound: {
    topic: 'aws-names',
    group: 'inbound',
    resolversFrom: 'resolvers.inbound',
    namesFrom: 'cluster.endpoint or resolvers.awsNames',
  },
  forwarder: {
    topic: 'aws-names',
    group: 'on-prem',
    resolversFrom: 'resolvers.onPrem',
    namesFrom: 'cluster.endpoint or resolvers.awsNames',
  },
  authority: {
    topic: 'on-prem-names',
    group: 'on-prem',
    resolversFrom: 'resolvers.onPrem',
    namesFrom: 'resolvers.onPremNames',
  },
} as const;

function planNames(
  site: Site,
  options: DnsOptions,
  { role, servers }: Asking & { readonly role: keyof typeof ROLES },
): readonly DnsCase[] {
  const { topic, group, resolversFrom, namesFrom } = ROLES[role];
  if (servers.length === 0) return [notApplicable(`${topic}@${group}`, resolversFrom)];
  const names = namesFor(site, role);
  if (names.length === 0) return [notApplicable(`${topic}@${group}`, namesFrom)];
  return servers.map((server) => ({
    key: `${topic}@${placeOf(server)}`,
    from: 'local',
    subject: `udp/${server.port} ${server.address}`,
    target: namesTarget(site, options, { role, server, names }),
  }));
}

function namesFor(site: Site, role: Role): readonly ExpectedAnswer[] {
  return isAboutAws(role) ? awsNamesOf(site) : onPremNamesOf(site);
}

function isAboutAws(role: Role): boolean {
  return role === 'inbound' || role === 'forwarder' || role === 'vpc-own';
}

function namesTarget(
  site: Site,
  options: DnsOptions,
  asked: {
    readonly role: Role;
    readonly server: Endpoint;
    readonly names: readonly ExpectedAnswer[];
  },
): NamesTarget {
  const { role, server, names } = asked;
  const isAws = isAboutAws(role);
  const texts = names.map(({ name }) => name);
  return {
    kind: 'names',
    resolver: {
      ...server,
      role,
      domains: isAws ? awsDomains(texts) : parentDomains(texts),
      upstreams: upstreamsOf(site, role),
    },
    names,
    probes: options.wildcardProbe ? probesFor(texts) : [],
    // The VPC's own resolver answers without leaving the host: its sizes prove nothing of the path.
    bigAnswer: isAws && role !== 'vpc-own' ? site.resolvers.bigAnswer : null,
    vpc: site.networks.vpc,
    timeoutMs: role === 'inbound' ? options.directTimeoutMs : options.forwarderTimeoutMs,
    answerMs: site.baseline.dnsAnswerMs,
  };
}

function upstreamsOf(site: Site, role: Role): readonly string[] {
  const { inbound, onPrem } = groupsOf(site);
  if (role === 'forwarder') return inbound.map(placeOf);
  return role === 'vpc-resolver' ? onPrem.map(placeOf) : [];
}

/** What the VPC's own resolver is asked for, by the peer. */
const VPC_ROLES = {
  'vpc-resolver': { topic: 'on-prem-names', namesFrom: ROLES.authority.namesFrom },
  'vpc-own': { topic: 'aws-names', namesFrom: ROLES.inbound.namesFrom },
} as const;

function planVpcResolver(site: Site, options: DnsOptions, role: keyof typeof VPC_ROLES): DnsCase {
  const { topic, namesFrom } = VPC_ROLES[role];
  const names = namesFor(site, role);
  const identity = { key: `${topic}@vpc-resolver`, from: 'peer' } as const;
  if (names.length === 0) return { ...identity, notApplicable: missing(namesFrom) };
  return { ...identity, target: namesTarget(site, options, { role, server: VPC_RESOLVER, names }) };
}

/** The inbound endpoint knows the truth about AWS names; without one, on-premises resolvers about theirs. */
function planSystem(site: Site, { forwarderTimeoutMs }: DnsOptions): DnsCase {
  const { inbound, onPrem } = groupsOf(site);
  const role = inbound.length > 0 ? 'inbound' : 'authority';
  const servers = role === 'inbound' ? inbound : onPrem;
  if (servers.length === 0) return notApplicable('system', 'resolvers.inbound or resolvers.onPrem');
  const names = namesFor(site, role).map(({ name }) => name);
  if (names.length === 0) return notApplicable('system', ROLES[role].namesFrom);
  const domains = role === 'inbound' ? awsDomains(names) : parentDomains(names);
  return {
    key: 'system',
    from: 'local',
    target: {
      kind: 'system',
      references: servers.map((server) => ({ ...server, role, domains, upstreams: [] })),
      names,
      vpc: site.networks.vpc,
      timeoutMs: forwarderTimeoutMs,
    },
  };
}

function planRedundancy(site: Site, options: DnsOptions, group: 'inbound' | 'on-prem'): DnsCase {
  const isInbound = group === 'inbound';
  const servers = isInbound ? groupsOf(site).inbound : groupsOf(site).onPrem;
  const key = `redundancy@${group}`;
  if (servers.length === 0) {
    return notApplicable(key, isInbound ? 'resolvers.inbound' : 'resolvers.onPrem');
  }
  return {
    key,
    from: 'local',
    target: {
      kind: 'redundancy',
      group,
      servers,
      question: aliveQuestion(isInbound ? awsNamesOf(site) : onPremNamesOf(site)),
      timeoutMs: isInbound ? options.directTimeoutMs : options.forwarderTimeoutMs,
    },
  };
}

/** A name that the group should have at hand; without one the root, which every resolver knows. */
function aliveQuestion([first]: readonly ExpectedAnswer[]): BigAnswer {
  return first === undefined ? { name: '.', type: 'SOA' } : { name: first.name, type: 'A' };
}

function groupsOf({ resolvers }: Site): {
  readonly inbound: readonly Endpoint[];
  readonly onPrem: readonly Endpoint[];
} {
  return { inbound: serversOf(resolvers.inbound), onPrem: serversOf(resolvers.onPrem) };
}

/** A resolver is an address: nothing could resolve its name. */
function serversOf(places: readonly Place[]): readonly Endpoint[] {
  const servers = places
    .filter(({ host }) => isIP(host) !== 0)
    .map(({ host, port }) => ({ address: host, port: port ?? 53 }));
  const names = servers.map(placeOf);
  return servers.filter((server, index) => names.indexOf(placeOf(server)) === index);
}

function notApplicable(key: string, field: string): DnsCase {
  return { key, from: 'local', notApplicable: missing(field) };
}

function missing(field: string): string {
  return `The config names no ${field}.`;
}
