import type { Vantage } from '#core/check.ts';
import type { Site } from '#core/site.ts';

/** The key of a port that is measured, and what it is about. */
export function identity(protocol: string, host: string, port: number) {
  return { key: `${protocol}/${port}@${host}`, subject: `${protocol}/${port} ${host}` };
}

/** Who sends: the VPC, where the peer stands for it, or the nodes. */
export function sourcesOf(from: Vantage, { networks }: Site): readonly string[] {
  return from === 'peer' ? networks.vpc : networks.remoteNodes;
}
