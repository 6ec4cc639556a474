import { connect, type Socket } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import { tcpInfosOf } from '#lib/tcp-info/parse.ts';
import { execute } from './exec.ts';

const SS_TIMEOUT_MS = 2000;

/**
 * Opens `count` connections side by side and returns the round trips of their handshakes as the kernel timed them
 * (tcp_info, read by ss(8) without a privilege). Empty where none opens; undefined where ss is not there.
 */
export async function kernelRttsMs(
  to: Endpoint,
  { count, timeoutMs }: { readonly count: number; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<readonly number[] | undefined> {
  const attempts = Array.from({ length: count }, () => open(to, timeoutMs, signal));
  const sockets = (await Promise.all(attempts)).filter((socket) => socket !== undefined);
  try {
    if (sockets.length === 0) return [];
    const args = ['-tinHO', 'dst', to.address, 'and', 'dport', '=', `:${to.port}`];
    const outcome = await execute('ss', args, { timeoutMs: SS_TIMEOUT_MS, signal });
    if (outcome.kind !== 'exited' || outcome.code !== 0) return undefined;
    const ours = new Set(sockets.map(({ localPort }) => localPort));
    return tcpInfosOf(outcome.stdout)
      .filter(({ localPort }) => ours.has(localPort))
      .flatMap(({ leastRttMs, rttMs }) => leastRttMs ?? rttMs ?? []);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Returns an open connection; undefined where there is none in time. */
function open(
  { address, port }: Endpoint,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, autoSelectFamily: false, signal });
    const timer = setTimeout(() => {
      socket.destroy();
    }, timeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
