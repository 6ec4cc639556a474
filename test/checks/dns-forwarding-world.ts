import { test } from 'tap';
import type { Host } from '#core/io.ts';
import type { Site } from '#core/site.ts';
import { fakeDns, forwardingTo, knowing, type Resolver } from '../fakes/dns.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { type Codes, codesOf } from './dns-forwarding-codes.ts';

export const API = '0a1b.gr7.eu-west-1.eks.amazonaws.com';
export const SSM = 'ssm.eu-west-1.amazonaws.com';
const HARBOR = 'harbor.company.local';
export const BIG = 'big.eu-west-1.amazonaws.com';

export const INBOUND = ['10.20.1.53', '10.20.2.53'] as const;
export const ON_PREM = '10.80.0.53';
const TWIN = '10.80.0.54';

export const site: Site = siteWith({
  cluster: { name: 'lab', region: 'eu-west-1', endpoint: API, endpointMode: 'private' },
  resolvers: {
    inbound: INBOUND.map((host) => ({ host })),
    onPrem: [{ host: ON_PREM }, { host: TWIN }],
    awsNames: [SSM],
    onPremNames: [{ name: HARBOR, addresses: ['10.80.0.20'] }],
    bigAnswer: { name: BIG, type: 'TXT' },
  },
});

export const awsZone = {
  [API]: { addresses: ['10.20.1.10', '10.20.2.10'] },
  [SSM]: { addresses: ['10.20.1.40'] },
  [BIG]: { sizeBytes: 2700 },
};
export const aws = knowing(awsZone);
const company = knowing({ [HARBOR]: { addresses: ['10.80.0.20'] } });

/** Has its own zone, and forwards everything else. */
export function onPrem(...upstreams: readonly Resolver[]): Resolver {
  const forward = forwardingTo(...upstreams);
  return (question) => (question.name.endsWith('company.local') ? company : forward)(question);
}

type World = {
  /** What the two addresses of the inbound endpoint do. */
  readonly inbound?: readonly [Resolver, Resolver];
  readonly onPrem?: Resolver;
  readonly nameServers?: readonly string[];
  readonly site?: Partial<Site>;
};

async function codesIn(world: World): Promise<Codes> {
  const [first, second] = world.inbound ?? [aws, aws];
  const resolver = world.onPrem ?? onPrem(first, second);
  const { nameServers = [ON_PREM] } = world;
  const io = fakeIo({
    dns: fakeDns({
      [INBOUND[0]]: first,
      [INBOUND[1]]: second,
      [ON_PREM]: resolver,
      [TWIN]: world.onPrem === undefined ? resolver : onPrem(aws, aws),
      '192.0.2.53': knowing({ [API]: { addresses: ['192.0.2.10'] } }),
    }),
    // The rest of the host is not looked at.
    host: {
      nameServers: () => Promise.resolve(nameServers.map((address) => ({ address, port: 53 }))),
    } as unknown as Host,
  });
  return codesOf({ ...site, ...world.site }, io);
}

/** The same codes at both addresses of a group. */
function atBoth(topic: string, [one, two]: readonly [string, string], codes: readonly string[]) {
  return { [`${topic}@${one}`]: codes, [`${topic}@${two}`]: codes };
}
export const atInbound = (...codes: readonly string[]) => atBoth('aws-names', INBOUND, codes);
export const atOnPrem = (...codes: readonly string[]) =>
  atBoth('aws-names', [ON_PREM, TWIN], codes);

export const both = (resolver: Resolver) => [resolver, resolver] as const;

/** One thing that is wrong with the world, and exactly what the check must find. */
export type FaultRow = World & { readonly fault: string; readonly codes: Codes };

export function testFaults(rows: readonly FaultRow[]): void {
  for (const { fault, codes, ...world } of rows) {
    test(`${fault} gives exactly its findings`, async (t) => {
      t.strictSame(await codesIn(world), codes);
    });
  }
}
