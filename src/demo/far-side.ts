import { createApi, type DemoApi } from './api.ts';
import type { Identity } from './certificate.ts';
import { createDnsServer, type Zone } from './dns-server.ts';
import type { FaultName } from './faults.ts';
import { API_NAME, BIG_NAME, LAYOUT, ON_PREM_NAME } from './layout.ts';
import { createListener, type Running } from './listener.ts';
import { createSilentListener } from './silent-listener.ts';
import { createTimeServer } from './time-server.ts';

/**
 * Starts the far side: API ENIs, a BGP router, a time server and five resolvers, on loopback.
 * Throws the system's error, with nothing left running, when an address is taken.
 */
export async function startFarSide(
  faults: ReadonlySet<FaultName>,
  authority: Identity,
): Promise<Running> {
  const parts = await Promise.allSettled([
    ...listeners(faults, authority),
    ...resolvers(faults),
    createTimeServer(LAYOUT.timeServer, {
      offsetMs: faults.has('clock-wrong') ? 600_000 : 0,
    }),
  ]);
  const running = parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(running.map((part) => part.close()));
  };
  const broken = parts.find((part) => part.status === 'rejected');
  if (broken === undefined) return { close };
  await close();
  throw broken.reason;
}

function listeners(
  faults: ReadonlySet<FaultName>,
  authority: Identity,
): readonly Promise<Running>[] {
  const [first, second] = LAYOUT.kubernetesApi;
  return [
    createApi({ ...first, authority, faults: new Set() }),
    ...secondApi({ ...second, authority, faults }),
    createListener(LAYOUT.bgpPeer),
  ];
}

function secondApi(api: DemoApi): readonly Promise<Running>[] {
  if (api.faults.has('port-closed')) return [];
  return [api.faults.has('port-silent') ? createSilentListener(api) : createApi(api)];
}

function resolvers(faults: ReadonlySet<FaultName>): readonly Promise<Running>[] {
  const zone = zoneOf(faults);
  const [first, second] = LAYOUT.inbound;
  const refusing = faults.has('resolver-refused');
  return [
    createDnsServer({ ...first, zone, mode: refusing ? 'refuses' : 'answers' }),
    ...(faults.has('resolver-dead') ? [] : [createDnsServer({ ...second, zone, mode: 'answers' })]),
    ...LAYOUT.onPrem.map((place) => createDnsServer({ ...place, zone, mode: 'answers' })),
    createDnsServer({ ...LAYOUT.vpcResolver, zone: vpcZoneOf(zone, faults), mode: 'answers' }),
  ];
}

/** Without a forwarding rule the VPC does not find what is on premises. */
function vpcZoneOf(zone: Zone, faults: ReadonlySet<FaultName>): Zone {
  if (!faults.has('vpc-forwarding-missing')) return zone;
  return Object.fromEntries(Object.entries(zone).filter(([name]) => name !== ON_PREM_NAME.name));
}

/** What every resolver of the demo knows: the AWS names and the on-premises one. */
function zoneOf(faults: ReadonlySet<FaultName>): Zone {
  const api = faults.has('wrong-answer-class')
    ? ['192.0.2.10', '192.0.2.11']
    : ['10.20.1.10', '10.20.2.10'];
  return {
    [API_NAME]: { A: api },
    'ssm.eu-west-1.amazonaws.com': { A: ['10.20.1.40', '10.20.2.40'] },
    [ON_PREM_NAME.name]: { A: [ON_PREM_NAME.address] },
    // Larger than one EDNS buffer of 1232 bytes, so that it must come over TCP there.
    [BIG_NAME]: {
      TXT: Array.from({ length: 12 }, (_, index) => `${index}`.repeat(200).slice(0, 200)),
    },
  };
}
