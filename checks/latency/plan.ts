import { isIP } from 'node:net';
import type { Case } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import { type LinkOptions, linkTarget } from '#lib/link/target.ts';
import type { LatencyTarget } from './target.ts';

/** Beside the control channel's (src/io/near/reflect.ts). */
const REFLECTOR_PORT = '7443';

const API_PORT = 443;

/** Enough for the 95th percentile, with a few slow ones among them. */
const MOST_HANDSHAKES = 200;

/** The round trip to the peer, and the handshakes of each API interface that the config names. */
export function plan(site: Site, options: LinkOptions): readonly Case<LatencyTarget>[] {
  return [roundTrip(site, options), ...handshakes(site, options)];
}

function roundTrip(site: Site, options: LinkOptions): Case<LatencyTarget> {
  const identity = { key: 'round-trip@peer', from: 'local' } as const;
  if (site.peer === undefined) {
    return { ...identity, notApplicable: 'It goes to the peer, and the config names none.' };
  }
  return { ...identity, target: { kind: 'stream', link: linkTarget(site, options) } };
}

function handshakes(
  { targets, baseline }: Site,
  { confidence }: LinkOptions,
): readonly Case<LatencyTarget>[] {
  return targets.kubernetesApi
    .filter(({ host }) => isIP(host) !== 0)
    .map(({ host: address, port = API_PORT }) => ({
      key: `tcp/${port}@${address}`,
      from: 'local',
      subject: `tcp/${port} ${address}`,
      target: {
        kind: 'handshakes',
        address,
        port,
        latencyMs: baseline.latencyMs,
        confidence,
        most: MOST_HANDSHAKES,
      },
    }));
}

/** What latency, jitter and loss need of the firewalls. */
export function rules({ networks, peer }: Site): readonly FirewallRule[] {
  if (peer?.host === undefined) return [];
  return [
    {
      cases: ['latency:round-trip@peer'],
      direction: 'to-aws',
      protocol: 'udp',
      ports: [REFLECTOR_PORT],
      sources: networks.remoteNodes,
      destinations: [peer.host],
      purpose: 'test packets to the preflight peer',
      isRequired: false,
    },
  ];
}
