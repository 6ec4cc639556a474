import { join } from 'node:path';
import { type HostName, LEAVES } from '../topology/hosts.ts';
import { VPC_RESOLVER } from '../topology/names.ts';
import { NETWORKS } from '../topology/networks.ts';
import { defineService, type ServicePlace, type ServiceSetup } from './service.ts';
import {
  type AwsView,
  awsRecords,
  onPremRecords,
  type WrongRecords,
  ZONES,
  zoneText,
} from './zones.ts';

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

const NAMED = { command: 'named', package: 'bind9', confined: true } as const;
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

interface Addresses {
  readonly address: string;
  /** Whence it asks others; the same where it is not said. */
  readonly source?: string;
}

function resolver(name: string, host: HostName, addresses: Addresses) {
  const isOnPrem = host === 'onprem-dns';
  return defineService<ResolverOptions>({
    name,
    host,
    title: isOnPrem ? 'BIND, on-premises resolver' : 'BIND, as Route 53 Resolver',
    program: NAMED,
    learns: true, // which servers are slow, and whom it still waits for
    healthy: HEALTHY,
    setup: (place, options) =>
      setup(place, addresses, isOnPrem ? onPremZones(options) : vpcZones(options), options),
  });
}

interface Zones {
  /** Records by the zones that it owns. */
  readonly owns: Readonly<Record<string, readonly string[]>>;
  /** Whom it asks, by zone. */
  readonly forwards: Readonly<Record<string, readonly string[]>>;
}

function onPremZones({ forwardsAws, forgets, loop }: ResolverOptions): Zones {
  const own = ZONES.onPrem;
  const forwarded = ZONES.aws.filter((zone) => forwardsAws && !forgets.includes(zone));
  return {
    owns: loop ? {} : { [own]: onPremRecords() },
    forwards: {
      ...(loop ? { [own]: VPC_SERVERS } : {}),
      ...forwardAll(forwarded, VPC_SERVERS),
    },
  };
}

function vpcZones({ answer, forwardsOnPrem, loop, wrongRecords }: ResolverOptions): Zones {
  const view: AwsView = answer === 'ok' || answer === 'refused' ? 'private' : answer;
  return {
    owns: loop ? {} : awsRecords(view, wrongRecords),
    forwards: {
      ...(loop ? forwardAll(ZONES.aws, ON_PREM_SERVERS) : {}),
      ...(forwardsOnPrem ? { [ZONES.onPrem]: ON_PREM_SERVERS } : {}),
    },
  };
}

function forwardAll(zones: readonly string[], servers: readonly string[]): Zones['forwards'] {
  return Object.fromEntries(zones.map((zone) => [zone, servers]));
}

function setup(
  { folder }: ServicePlace,
  addresses: Addresses,
  zones: Zones,
  options: ResolverOptions,
): ServiceSetup {
  const { address } = addresses;
  const file = (zone: string): string => join(folder, `${zone === '.' ? 'root' : zone}.zone`);
  const isBroken = options.answer === 'servfail';
  const owned = Object.keys(zones.owns).map(
    // A zone whose file is not there does not load, and is answered for with SERVFAIL.
    (zone) =>
      `zone "${zone}" { type primary; file "${isBroken ? `${file(zone)}.lost` : file(zone)}"; };`,
  );
  const forwarded = Object.entries(zones.forwards).map(
    ([zone, servers]) =>
      `zone "${zone}" { type forward; forward only; forwarders { ${servers.join('; ')}; }; };`,
  );
  const config = [
    `options { ${[...serverOptions(folder, addresses), ...answerOptions(options)].join('; ')}; };`,
    'controls { };',
    `zone "." { type primary; file "${file('.')}"; };`,
    ...owned,
    ...forwarded,
    '',
  ];
  return {
    files: {
      'named.conf': config.join('\n'),
      // Its own root, so that an unknown name fails at once. BIND forwards below a zone of its own only
      // where that delegates.
      'root.zone': zoneText([
        'ns. A 127.0.0.1',
        ...Object.keys(zones.forwards).map((zone) => `${zone}. NS ns.`),
      ]),
      ...Object.fromEntries(
        Object.entries(zones.owns).map(([zone, records]) => [`${zone}.zone`, zoneText(records)]),
      ),
    },
    args: ['-g', '-n', '1', '-c', join(folder, 'named.conf')],
    listens: [
      { protocol: 'udp', port: 53, address },
      { protocol: 'tcp', port: 53, address },
    ],
  };
}

function serverOptions(
  folder: string,
  { address, source = address }: Addresses,
): readonly string[] {
  return [
    `directory "${folder}"`,
    `managed-keys-directory "${folder}"`,
    'pid-file none',
    'session-keyfile none',
    'lock-file none',
    `listen-on { ${address}; }`,
    `query-source address ${source}`,
    'listen-on-v6 { none; }',
    'recursion yes',
    'allow-recursion { any; }',
    'allow-query-cache { any; }',
    'dnssec-validation no',
    'empty-zones-enable no',
    'minimal-responses yes',
    // Nothing that was learned under one fault may answer under the next.
    'servfail-ttl 0',
    'max-cache-ttl 0',
    'max-ncache-ttl 0',
  ];
}

function answerOptions({ answer, mostUdpBytes }: ResolverOptions): readonly string[] {
  const askers = answer === 'refused' ? '10.20.0.0/16' : 'any';
  return [`allow-query { ${askers}; }`, `max-udp-size ${mostUdpBytes}`];
}
