import { connect, isIP, type Socket } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import type { Tcp, TcpAnswer, TcpOutcome } from '#core/tcp.ts';
import type { Descriptors } from './descriptors.ts';
import { kernelRttsMs } from './kernel-rtt.ts';
import { socketFault } from './socket-error.ts';
import { TCP_ERRORS } from './tcp-errors.ts';

/** Real TCP. One SYN exchange a call: no name lookup, no second address behind the caller's back. */
export function createTcp(descriptors: Descriptors): Tcp {
  const hold = async (talk: Talk, signal: AbortSignal): Promise<TcpAnswer> => {
    if (isIP(talk.to.address) === 0) throw new TypeError(`${talk.to.address} is no address`);
    return descriptors.hold(signal, () => attempt(talk, signal));
  };
  return {
    kernelRttsMs: (to, options, signal) =>
      descriptors.hold(signal, () => kernelRttsMs(to, options, signal)),
    connect: async (to, { timeoutMs }, signal) => (await hold({ to, timeoutMs }, signal)).outcome,
    exchange: (to, request, { timeoutMs }, signal) => hold({ to, timeoutMs, request }, signal),
  };
}

interface Talk {
  readonly to: Endpoint;
  readonly timeoutMs: number;
  /** Without it the connection is closed as soon as it is there. */
  readonly request?: { readonly bytes: Uint8Array; readonly answerBytes: number };
}

function attempt({ to, timeoutMs, request }: Talk, signal: AbortSignal): Promise<TcpAnswer> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const socket = connect({ host: to.address, port: to.port, autoSelectFamily: false });
    let connectedMs: number | undefined;
    let heard = Buffer.alloc(0);
    const end = (kind: TcpOutcome['kind'], endedMs = performance.now()): void => {
      putAway();
      resolve({ outcome: { kind, afterMs: endedMs - startedMs }, bytes: heard });
    };
    /** What was connected stays so, however the other side goes on. */
    const endOfTalk = (): void => {
      if (connectedMs === undefined) end('timeout');
      else end('connected', connectedMs);
    };
    const timer = setTimeout(endOfTalk, timeoutMs);
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
      connectedMs = performance.now();
      if (request === undefined) endOfTalk();
      else socket.write(request.bytes);
    });
    socket.on('data', (piece: Buffer) => {
      const wanted = (request?.answerBytes ?? 0) - heard.length;
      heard = Buffer.concat([heard, piece.subarray(0, wanted)]);
      if (piece.length >= wanted) endOfTalk();
    });
    socket.once('end', endOfTalk);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const kind = TCP_ERRORS[error.code ?? ''];
      if (kind !== undefined) {
        end(kind);
        return;
      }
      putAway();
      reject(socketFault(error, to));
    });
  });
}

/** Closes at once; whatever the socket still has to say is of no interest. */
function discard(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.destroy();
}
