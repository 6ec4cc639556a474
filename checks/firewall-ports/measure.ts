import { isIP } from 'node:net';
import { CannotMeasure } from '#core/check.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import { probePort } from './probe.ts';
import type { PortWorld } from './seen.ts';
import { PEER, type PortMeasurement, type PortTarget, THIS_NODE } from './target.ts';

/** Tries every address of the place side by side: one that works must not hide one that does not. */
export async function measure(
  target: PortTarget,
  io: PortWorld,
  signal: AbortSignal,
): Promise<PortMeasurement> {
  const host = hostOf(target, io);
  const isName = isIP(host) === 0;
  const resolved = await resolveName(host, io, signal);
  if (resolved.kind === 'failed') return { kind: 'unresolved', why: resolved.why };
  return {
    kind: 'probed',
    resolvedAfterMs: isName ? resolved.afterMs : null,
    probes: await Promise.all(
      resolved.addresses.map((address) => probePort({ ...target, host: address }, io, signal)),
    ),
  };
}

/** Each side knows the other's address only by the packets that come from there. */
function hostOf({ host }: PortTarget, { far }: PortWorld): string {
  if (host !== THIS_NODE && host !== PEER) return host;
  if (far.address !== undefined) return far.address;
  throw new CannotMeasure(
    'This goes to the peer, and there is none.',
    'Start one: hybrid-preflight peer; then name it under "peer" in the config.',
  );
}
