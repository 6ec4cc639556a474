import type { TcpLimits } from '#core/path-mtu.ts';
import { tcpInfosOf } from '#lib/tcp-info/parse.ts';
import { execute } from '../exec.ts';

const TIMEOUT_MS = 2000;

/**
 * Returns what the kernel holds an open connection with this address to (ss(8), without a privilege): of several, the
 * one with the largest segments. null where there is none, or no ss.
 */
export async function tcpLimits(address: string, signal: AbortSignal): Promise<TcpLimits | null> {
  const args = ['-tinHO', 'dst', address];
  const outcome = await execute('ss', args, { timeoutMs: TIMEOUT_MS, signal });
  if (outcome.kind !== 'exited' || outcome.code !== 0) return null;
  const known = tcpInfosOf(outcome.stdout).flatMap(
    ({ mssBytes, pathMtuBytes, advertisedMssBytes }) =>
      mssBytes === null || pathMtuBytes === null || advertisedMssBytes === null
        ? []
        : [{ mssBytes, pathMtuBytes, advertisedMssBytes }],
  );
  return known.toSorted((one, other) => other.mssBytes - one.mssBytes)[0] ?? null;
}
