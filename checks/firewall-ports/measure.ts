import { isIP } from 'node:net';
import type { Io } from '#core/io.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import { probeTcp } from './probe-tcp.ts';
import { probeUdp } from './probe-udp.ts';
import type { PortMeasurement, PortTarget } from './target.ts';

export type PortWorld = Pick<Io, 'tcp' | 'udp' | 'dns' | 'host' | 'clock'>;

/** Tries every address of the place side by side: one that works must not hide one that does not. */
export async function measure(
  target: PortTarget,
  io: PortWorld,
  signal: AbortSignal,
): Promise<PortMeasurement> {
  const isName = isIP(target.host) === 0;
  const resolved = await resolveName(target.host, io, signal);
  if (resolved.kind === 'failed') return { kind: 'unresolved', why: resolved.why };
  const probe = target.protocol === 'tcp' ? probeTcp : probeUdp;
  return {
    kind: 'probed',
    resolvedAfterMs: isName ? resolved.afterMs : null,
    probes: await Promise.all(
      resolved.addresses.map((address) => probe({ ...target, host: address }, io, signal)),
    ),
  };
}
