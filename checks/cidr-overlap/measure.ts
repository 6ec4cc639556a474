import type { Io } from '#core/io.ts';
import type { CidrMeasurement, CidrTarget } from './target.ts';

/** Asks the host for its addresses and routes where the case needs them. */
export async function measure(
  { kind }: CidrTarget,
  { host }: Pick<Io, 'host'>,
  signal: AbortSignal,
): Promise<CidrMeasurement> {
  if (kind !== 'host-routes' && kind !== 'node-address') return null;
  const [addresses, routes] = await Promise.all([host.addresses(signal), host.routes(signal)]);
  return { addresses, routes };
}
