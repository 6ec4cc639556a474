import { connect, isIP, type Socket } from 'node:net';
import type { Endpoint, Tcp, TcpOutcome } from '#core/io.ts';
import type { Descriptors } from './descriptors.ts';
import { socketFault } from './socket-error.ts';

/** Real TCP. One SYN exchange a call: no name lookup, no second address behind the caller's back. */
export function createTcp(descriptors: Descriptors): Tcp {
  return {
    connect: async (to, { timeoutMs }, signal) => {
      if (isIP(to.address) === 0) throw new TypeError(`${to.address} is no address`);
      return descriptors.hold(signal, () => attempt(to, timeoutMs, signal));
    },
  };
}

function attempt(to: Endpoint, timeoutMs: number, signal: AbortSignal): Promise<TcpOutcome> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const socket = connect({ host: to.address, port: to.port, autoSelectFamily: false });
    const end = (kind: TcpOutcome['kind']): void => {
      putAway();
      resolve({ kind, afterMs: performance.now() - startedMs });
    };
    const timer = setTimeout(end, timeoutMs, 'timeout');
    const onAbort = (): void => {
      putAway();
      reject(signal.reason as Error);
    };
    const putAway = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      discard(socket);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      end('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const kind = KINDS[error.code ?? ''];
      if (kind !== undefined) {
        end(kind);
        return;
      }
      putAway();
      reject(socketFault(error, to));
    });
  });
}

/** What each error of connect(2) says of the path. */
const KINDS: Readonly<Record<string, TcpOutcome['kind']>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ENETUNREACH: 'net-unreachable',
  EHOSTUNREACH: 'host-unreachable',
  EACCES: 'prohibited',
  EPERM: 'prohibited',
  ETIMEDOUT: 'timeout',
};

/** Closes at once; whatever the socket still has to say is of no interest. */
function discard(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.destroy();
}
