import { AWS_ENDPOINTS } from '../topology/aws.ts';
import { addressOf, LEAVES } from '../topology/hosts.ts';
import {
  API_NAME,
  BIG_NAME,
  ON_PREM_DOMAIN,
  ON_PREM_NAMES,
  PROXY_NAME,
} from '../topology/names.ts';

/** What each site's resolvers own, and the other's forward to. */
export const ZONES = {
  onPrem: ON_PREM_DOMAIN,
  aws: ['eks.amazonaws.com', 'amazonaws.com', 'api.aws', 'ecr.aws'],
} as const;

/** What the VPC's resolvers say of AWS names. */
export type AwsView = 'private' | 'servfail' | 'nxdomain' | 'public' | 'wildcard';

/** Public addresses for documentation: RFC 5737. */
export const PUBLIC_ADDRESS = '192.0.2.10';
const SEARCH_PAGE = '192.0.2.80';

const BIG_RECORDS = 12;
const BIG_RECORD_LETTERS = 200;

/** Names whose records are wrong, with what they say. */
export type WrongRecords = Readonly<Record<string, readonly string[]>>;

/** Returns the records of each AWS zone in one view. */
export function awsRecords(
  view: AwsView,
  wrong: WrongRecords = {},
): Readonly<Record<string, readonly string[]>> {
  const api = [addressOf('api-a'), addressOf('api-b')];
  const names: readonly (readonly [string, readonly string[]])[] = [
    { name: API_NAME, addresses: api },
    ...Object.values(AWS_ENDPOINTS),
  ].map(({ name, addresses }) => [
    name,
    view === 'public' ? [PUBLIC_ADDRESS] : (wrong[name] ?? addresses),
  ]);
  const known = view === 'nxdomain' ? [] : names;
  return Object.fromEntries(
    ZONES.aws.map((zone) => [
      zone,
      [
        ...known
          .filter(([name]) => zoneOf(name) === zone)
          .flatMap(([name, addresses]) => addresses.map((address) => `${name}. A ${address}`)),
        ...(zoneOf(BIG_NAME) === zone ? bigRecords(BIG_NAME) : []),
        ...(view === 'wildcard' ? wildcards(zone) : []),
        ...(zone === 'amazonaws.com' ? ['eks.amazonaws.com. NS ns.'] : []),
      ],
    ]),
  );
}

/** A wildcard reaches only where nothing more specific stands between: one for each parent of a name. */
function wildcards(zone: string): readonly string[] {
  const parents = [API_NAME, ...Object.values(AWS_ENDPOINTS).map(({ name }) => name)]
    .filter((name) => zoneOf(name) === zone)
    .map((name) => name.slice(name.indexOf('.') + 1));
  return [...new Set([zone, ...parents])].map((parent) => `*.${parent}. A ${SEARCH_PAGE}`);
}

/** Returns the records of the on-premises zone. */
export function onPremRecords(): readonly string[] {
  return [
    ...ON_PREM_NAMES.map(({ name, address }) => `${name}. A ${address}`),
    ...LEAVES['onprem-dns'].addresses.map((address) => `dns.${ON_PREM_DOMAIN}. A ${address}`),
    `${PROXY_NAME}. A ${addressOf('proxy')}`,
    `ntp.${ON_PREM_DOMAIN}. A ${addressOf('onprem-dns')}`,
    ...bigRecords(`big.${ON_PREM_DOMAIN}`),
  ];
}

/** Returns a zone file: the records below its SOA and NS. Nothing in it is worth caching. */
export function zoneText(records: readonly string[]): string {
  return ['$TTL 0', '@ SOA ns. admin. 1 60 60 600 0', '@ NS ns.', ...records, ''].join('\n');
}

function bigRecords(name: string): readonly string[] {
  return Array.from(
    { length: BIG_RECORDS },
    (_, index) => `${name}. TXT "${index} ${'x'.repeat(BIG_RECORD_LETTERS)}"`,
  );
}

/** The most specific zone that holds the name. */
function zoneOf(name: string): string | undefined {
  return ZONES.aws.find((zone) => name.endsWith(`.${zone}`));
}
