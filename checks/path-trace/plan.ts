import { isIP } from 'node:net';
import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { TraceTarget } from './target.ts';

const API_PORT = 443;

/** The way to each API interface that the config names by its address, and to the peer. */
export function plan({ targets, peer }: Site): readonly Case<TraceTarget>[] {
  const places = [
    ...targets.kubernetesApi.map(({ host, port = API_PORT }) => ({ address: host, port })),
    ...(peer?.host === undefined ? [] : [{ address: peer.host, port: peer.port }]),
  ].filter(({ address }) => isIP(address) !== 0);
  if (places.length === 0) {
    return [
      {
        key: 'tcp/443@api',
        from: 'local',
        notApplicable: 'The config names no address of the API, and no peer.',
      },
    ];
  }
  return places.map((target) => ({
    key: `tcp/${target.port}@${target.address}`,
    from: 'local',
    target,
  }));
}
