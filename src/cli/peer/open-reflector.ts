import { formatCidr } from '#lib/cidr/parse.ts';
import type { PeerSettings } from './options.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Answers test packets of whoever may be measured, without a key, where the peer was started so. Returns what ends it.
 */
export async function openReflector({
  reflect,
  allow,
}: PeerSettings): Promise<() => Promise<void>> {
  if (reflect === undefined) return () => Promise.resolve();
  const { startReflector } = await import('../../io/stamp/start-reflector.ts');
  const place = { ...reflect, callers: allow.map(formatCidr) };
  const { close } = await startReflector(place).catch((error: unknown) => {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(`--reflect ${reflect.address}:${reflect.port}: ${code}`);
  });
  return close;
}
