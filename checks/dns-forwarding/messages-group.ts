import type { Endpoint } from '#core/endpoint.ts';
import type { DnsOutcome } from '#core/io.ts';
import { message } from '#core/messages.ts';
import { describe, list, nameAtStart, nameOf, placeOf } from './phrases.ts';
import type { Resolver } from './target.ts';

type Difference = {
  readonly name: string;
  readonly system: DnsOutcome;
  readonly direct: DnsOutcome;
};

type Group = 'inbound' | 'on-prem';

type Deaths = {
  readonly group: Group;
  readonly dead: readonly { readonly server: Endpoint; readonly outcome: DnsOutcome }[];
  readonly total: number;
};

const silence: DnsOutcome = { kind: 'silence', afterMs: 5000, sent: 3 };

const GROUP_WORDS: Readonly<Record<Group, string>> = {
  inbound: 'the inbound endpoint',
  'on-prem': 'the on-premises resolvers',
};

function deathsOf({ group, dead, total }: Deaths): string {
  const each = dead.map(({ server, outcome }) => `${placeOf(server)}: ${describe(outcome)}`);
  return `${dead.length} of ${total} addresses of ${GROUP_WORDS[group]} gave no answer (${list(each)}).`;
}

function revive({ group, dead }: Deaths): string {
  const places = dead.map(({ server }) => placeOf(server)).join(' and ');
  return group === 'inbound'
    ? `Check ${places} in the status of the inbound endpoint, the route to its subnet, and UDP 53 in its security group, or take what is gone off the forwarders and the config.`
    : `Start the DNS service on ${places} and allow UDP 53 to it, or take what is gone off the resolv.conf of the nodes and the config.`;
}

type Disagreement = {
  readonly here: Resolver;
  readonly there: Resolver;
  readonly differences: readonly {
    readonly name: string;
    readonly here: readonly string[];
    readonly there: readonly string[];
  }[];
};

/** Words for what only several resolvers together show. */
export const groupMessages = {
  sidesDisagree: message<Disagreement>({
    severity: 'warn',
    title: 'The two sites resolve a name to different places',
    example: {
      here: {
        address: '10.80.0.53',
        port: 53,
        role: 'authority',
        domains: ['company.local'],
        upstreams: [],
      },
      there: {
        address: '169.254.169.253',
        port: 53,
        role: 'vpc-resolver',
        domains: ['company.local'],
        upstreams: [],
      },
      differences: [{ name: 'harbor.company.local', here: ['10.80.0.20'], there: ['10.20.9.20'] }],
    },
    detail: ({ here, there, differences }) =>
      differences
        .map(
          ({ name, ...answers }) =>
            `${nameAtStart(here)} gives ${list(answers.here)} for ${name}, ${nameOf(there)} gives ${list(answers.there)}.`,
        )
        .slice(0, 3)
        .join(' '),
    fix: ({ here, there, differences: [first] }) =>
      `Let both ask one source. ${nameAtStart(here)} and ${nameOf(there)} must lead to one place: dig @${here.address} ${first?.name ?? ''}; in the VPC: dig ${first?.name ?? ''}; then see private hosted zones and forwarding rules for the name.`,
  }),
  systemDiffers: message<{
    readonly server: Endpoint;
    readonly reference: Endpoint;
    readonly differences: readonly Difference[];
  }>({
    severity: 'fail',
    title: 'This host resolves otherwise than it should',
    example: {
      server: { address: '10.80.0.53', port: 53 },
      reference: { address: '10.20.1.53', port: 53 },
      differences: [
        {
          name: '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com',
          system: { kind: 'silence', afterMs: 12_000, sent: 6 },
          direct: silence,
        },
      ],
    },
    detail: ({ server, reference, differences }) =>
      differences
        .map(
          ({ name, system, direct }) =>
            `${name}: this host's name server ${placeOf(server)} gives ${describe(system)}, ${placeOf(reference)} gives ${describe(direct)}.`,
        )
        .slice(0, 3)
        .join(' '),
    fix: ({ server, reference }) =>
      `Point resolv.conf at a resolver that forwards these names to ${placeOf(reference)}, or let ${placeOf(server)} forward them.`,
  }),
  noNameServers: message<{ readonly file: string }>({
    severity: 'fail',
    title: 'This host has no name server',
    example: { file: '/etc/resolv.conf' },
    detail: ({ file }) => `This host has no name server in ${file}.`,
    fix: ({ file }) => `Add a line "nameserver ADDRESS" with a site resolver to ${file}.`,
  }),
  noReference: message<{ readonly servers: readonly Endpoint[] }>({
    severity: 'inconclusive',
    title: 'There is nothing to compare with',
    example: { servers: [{ address: '10.20.1.53', port: 53 }] },
    detail: ({ servers }) =>
      `${list(servers.map(placeOf))} gave no address for any of the names, so this host's answers cannot be held against them.`,
    fix: () => 'Mend the findings of this resolver first, then run again.',
  }),
  single: message<{ readonly group: Group; readonly server: Endpoint }>({
    severity: 'warn',
    title: 'Only one resolver address is configured',
    example: { group: 'inbound', server: { address: '10.20.1.53', port: 53 } },
    detail: ({ group, server }) =>
      `${placeOf(server)} is the only address of ${GROUP_WORDS[group]}.`,
    fix: ({ group }) =>
      group === 'inbound'
        ? 'Give the inbound endpoint addresses in two availability zones and name both in resolvers.inbound.'
        : 'Run a second on-premises resolver and name both in resolvers.onPrem.',
  }),
  oneDead: message<Deaths>({
    severity: 'fail',
    title: 'A resolver address is dead, hidden by its twin',
    example: {
      group: 'inbound',
      dead: [{ server: { address: '10.20.2.53', port: 53 }, outcome: silence }],
      total: 2,
    },
    detail: (data) =>
      `${deathsOf(data)} A forwarder hides this behind the others, until those fail as well.`,
    fix: revive,
  }),
  allDead: message<Deaths>({
    severity: 'fail',
    title: 'No resolver address answers',
    example: {
      group: 'inbound',
      dead: [
        { server: { address: '10.20.1.53', port: 53 }, outcome: silence },
        { server: { address: '10.20.2.53', port: 53 }, outcome: silence },
      ],
      total: 2,
    },
    detail: deathsOf,
    fix: revive,
  }),
};
