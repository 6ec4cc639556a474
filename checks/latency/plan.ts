import { isIP } from 'node:net';
import type { Case } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import type { LinkOptions } from '#lib/link/options.ts';
import { linksOf, type LinkTarget } from '#lib/link/target.ts';
import { nameOf } from '#lib/link/ways.ts';
import type { LatencyTarget } from './target.ts';

/** Beside the control channel's (src/io/near/reflect.ts). */
const REFLECTOR_PORT = '7443';

const API_PORT = 443;

/** Enough for the 95th percentile, with a few slow ones among them. */
const MOST_HANDSHAKES = 200;

/** Round trips to the peer and to each reflector, echo requests, and the handshakes of each API interface that is named. */
export function plan(site: Site, options: LinkOptions): readonly Case<LatencyTarget>[] {
  const { peer, peerEcho, reflectors, echoes } = linksOf(site, options);
  const others = [...reflectors, ...echoes].map((link): Case<LatencyTarget> => ({
    key: `${link.to.kind === 'echo' ? 'icmp' : 'round-trip'}@${nameOf(link.to)}`,
    from: 'local',
    target: { kind: 'stream', link },
  }));
  const beside: readonly Case<LatencyTarget>[] =
    peer === undefined || peerEcho === undefined
      ? []
      : [
          {
            key: 'icmp@peer',
            from: 'local',
            target: { kind: 'peer-echo', echo: peerEcho, peer },
          },
        ];
  return [roundTrip(peer), ...beside, ...others, ...handshakes(site, options)];
}

function roundTrip(peer: LinkTarget | undefined): Case<LatencyTarget> {
  const identity = { key: 'round-trip@peer', from: 'local' } as const;
  return peer === undefined
    ? { ...identity, notApplicable: 'It goes to the peer, and the config names none.' }
    : { ...identity, target: { kind: 'stream', link: peer } };
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
