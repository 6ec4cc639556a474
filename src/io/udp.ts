import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import type { Udp, UdpOutcome } from '#core/io.ts';
import type { Descriptors } from './descriptors.ts';
import { socketFault } from './socket-error.ts';

/** Real UDP. The socket is connected, so that ICMP errors reach it and strangers do not. */
export function createUdp(descriptors: Descriptors): Udp {
  return {
    exchange: async (to, datagram, { timeoutMs }, signal) => {
      if (isIP(to.address) === 0) throw new TypeError(`${to.address} is no address`);
      return descriptors.hold(signal, () => attempt(to, datagram, timeoutMs, signal));
    },
  };
}

function attempt(
  to: Endpoint,
  datagram: Uint8Array,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<UdpOutcome> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const socket = createSocket(isIP(to.address) === 6 ? 'udp6' : 'udp4');
    const end = (outcome: Fact): void => {
      putAway();
      resolve({ ...outcome, afterMs: performance.now() - startedMs });
    };
    const timer = setTimeout(end, timeoutMs, { kind: 'silence' });
    const onAbort = (): void => {
      putAway();
      reject(signal.reason as Error);
    };
    const putAway = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // Only our own: the socket closes by listeners of its own where it is not yet bound.
      for (const event of ['connect', 'message', 'error']) socket.removeAllListeners(event);
      socket.on('error', () => undefined);
      socket.close();
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      const kind = KINDS[error.code ?? ''];
      if (kind !== undefined) {
        end({ kind });
        return;
      }
      putAway();
      reject(socketFault(error, to));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', onError);
    socket.on('message', (bytes) => {
      end({ kind: 'answer', bytes });
    });
    socket.connect(to.port, to.address, (error?: Error) => {
      if (error) onError(error);
      else socket.send(datagram);
    });
  });
}

type WithoutTime<Outcome> = Outcome extends unknown ? Omit<Outcome, 'afterMs'> : never;
type Fact = WithoutTime<UdpOutcome>;

/** What each error of a connected socket says of the path. */
const KINDS: Readonly<Record<string, Exclude<UdpOutcome['kind'], 'answer'>>> = {
  ECONNREFUSED: 'port-unreachable',
  ENETUNREACH: 'net-unreachable',
  EHOSTUNREACH: 'host-unreachable',
  EACCES: 'prohibited',
  EPERM: 'prohibited',
};
