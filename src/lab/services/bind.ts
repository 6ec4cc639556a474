import { type HostName, LEAVES } from '../topology/hosts.ts';
import { VPC_RESOLVER } from '../topology/names.ts';
import { NETWORKS } from '../topology/networks.ts';
import { NAMED, namedSetup, type NamedAddresses, type NamedZones } from './named.ts';
import { defineService } from './service.ts';
import { type AwsView, awsRecords, onPremRecords, type WrongRecords, ZONES } from './zones.ts';

/** How a resolver of either site answers. */
export type ResolverOptions = {
  /** Refuses whoever is not in the VPC, as behind a wrong rule. */
  readonly answer: 'ok' | 'refused' | 'servfail' | 'nxdomain' | 'public' | 'wildcard';
  /** Larger answers are truncated over UDP. */
  readonly mostUdpBytes: number;
  readonly forwardsAws: boolean;
  /** Zones of AWS that it does not forward, though it does the others. */
  readonly forgets: readonly string[];
  readonly wrongRecords: WrongRecords;
  readonly forwardsOnPrem: boolean;
  /** Forwards the zones of its own site to the other one, which forwards them back. */
  readonly loop: boolean;
};

const HEALTHY: ResolverOptions = {
  answer: 'ok',
  mostUdpBytes: 1232, // DNS Flag Day 2020
  forwardsAws: true,
  forgets: [],
  wrongRecords: {},
  forwardsOnPrem: true,
  loop: false,
};

/** The resolver of the VPC asks the other side from an address that has a way back. */
const VPC_ROUTER_ADDRESS = NETWORKS['subnet-c'].gateway;

const ON_PREM_SERVERS = LEAVES['onprem-dns'].addresses;
const VPC_SERVERS = [LEAVES['resolver-a'].addresses[0], LEAVES['resolver-b'].addresses[0]] as const;

export const onpremDns1 = resolver('onprem-dns-1', 'onprem-dns', { address: ON_PREM_SERVERS[0] });
export const onpremDns2 = resolver('onprem-dns-2', 'onprem-dns', { address: ON_PREM_SERVERS[1] });
export const resolverA = resolver('resolver-a', 'resolver-a', { address: VPC_SERVERS[0] });
export const resolverB = resolver('resolver-b', 'resolver-b', { address: VPC_SERVERS[1] });
export const vpcResolver = resolver('vpc-resolver', 'vpc-router', {
  address: VPC_RESOLVER,
  source: VPC_ROUTER_ADDRESS,
});

function resolver(name: string, host: HostName, addresses: NamedAddresses) {
  const isOnPrem = host === 'onprem-dns';
  return defineService<ResolverOptions>({
    name,
    host,
    title: isOnPrem ? 'BIND, on-premises resolver' : 'BIND, as Route 53 Resolver',
    program: NAMED,
    learns: true, // which servers are slow, and whom it still waits for
    healthy: HEALTHY,
    setup: (place, options) =>
      namedSetup(place, {
        addresses,
        zones: isOnPrem ? onPremZones(options) : vpcZones(options),
        options: answerOptions(options),
      }),
  });
}

function onPremZones({ answer, forwardsAws, forgets, loop }: ResolverOptions): NamedZones {
  const own = ZONES.onPrem;
  const forwarded = ZONES.aws.filter((zone) => forwardsAws && !forgets.includes(zone));
  return {
    root: 'own',
    owns: loop ? {} : { [own]: onPremRecords() },
    isLost: answer === 'servfail',
    forwards: {
      ...(loop ? { [own]: VPC_SERVERS } : {}),
      ...forwardAll(forwarded, VPC_SERVERS),
    },
  };
}

function vpcZones({ answer, forwardsOnPrem, loop, wrongRecords }: ResolverOptions): NamedZones {
  const view: AwsView = answer === 'ok' || answer === 'refused' ? 'private' : answer;
  return {
    root: 'own',
    owns: loop ? {} : awsRecords(view, wrongRecords),
    isLost: answer === 'servfail',
    forwards: {
      ...(loop ? forwardAll(ZONES.aws, ON_PREM_SERVERS) : {}),
      ...(forwardsOnPrem ? { [ZONES.onPrem]: ON_PREM_SERVERS } : {}),
    },
  };
}

function forwardAll(zones: readonly string[], servers: readonly string[]): NamedZones['forwards'] {
  return Object.fromEntries(zones.map((zone) => [zone, servers]));
}

function answerOptions({ answer, mostUdpBytes }: ResolverOptions): readonly string[] {
  const askers = answer === 'refused' ? '10.20.0.0/16' : 'any';
  return [`allow-query { ${askers}; }`, `max-udp-size ${mostUdpBytes}`];
}
