import { createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Channel } from '#core/channel.ts';
import type { Endpoint } from '#core/endpoint.ts';
import { awaitTls } from './first-bytes.ts';
import { plainAddress } from './plain-address.ts';
import { createStrangers } from './strangers.ts';
import { SmallSegments } from './small-segments.ts';

/** RFC 8446 §2.2: a pre-shared key and an ephemeral exchange, and nothing older. */
const TLS = {
  minVersion: 'TLSv1.3',
  maxVersion: 'TLSv1.3',
  ciphers: 'TLS_AES_128_GCM_SHA256',
  // One small key share: a post-quantum one makes the first message too large for a path with a black hole.
  ecdhCurve: 'X25519',
} as const;
const IDENTITY = 'hybrid-preflight';

const HANDSHAKE_MS = 5000;
const IDLE_MS = 60_000;
const MOST_CONNECTIONS = 64;

export interface PskListener {
  readonly port: number;
  /** Takes no more, and ends those that are there. */
  close(): Promise<void>;
}

export interface PskListening {
  readonly key: Uint8Array;
  readonly onChannel: (channel: Channel) => void;
  /** Somebody did not prove to hold the key. */
  readonly onRefused: (remoteAddress: string) => void;
}

/** Listens for others that hold the key. Rejects with the system's error where it cannot. */
export async function listenPsk(
  at: Endpoint,
  { key, onChannel, onRefused }: PskListening,
): Promise<PskListener> {
  const open = new Set<Socket>();
  const strangers = createStrangers();
  const proven = new WeakSet<Socket>();
  const tls = createTlsServer({
    ...TLS,
    handshakeTimeout: HANDSHAKE_MS,
    pskCallback: (_socket, identity) => (identity === IDENTITY ? Buffer.from(key) : null),
  });
  tls.on('tlsClientError', (_error, socket) => {
    socket.destroy();
  });
  const server = createServer((socket) => {
    const from = plainAddress(socket.remoteAddress ?? '');
    if (strangers.isBanned(from)) {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      if (proven.has(socket)) return;
      strangers.failed(from);
      onRefused(from);
    });
    awaitTls(socket, HANDSHAKE_MS, () => tls.emit('connection', socket));
  });
  server.maxConnections = MOST_CONNECTIONS;
  tls.on('secureConnection', (socket) => {
    const caller = callerOf(socket);
    for (const one of open) if (callerOf(one) === caller) proven.add(one);
    onChannel(channelOver(socket));
  });
  await listening(server, at);
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        strangers.close();
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

export interface PskDialling {
  readonly key: Uint8Array;
  readonly signal: AbortSignal;
  /** The address to call from. */
  readonly from?: string;
}

/**
 * Calls a listener that holds the same key. Rejects with the system's error where nobody answers, and with
 * one of TLS where the keys differ.
 */
export function dialPsk(
  { address, port }: Endpoint,
  { key, signal, from }: PskDialling,
): Promise<Channel> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connectTls({
      ...TLS,
      host: address,
      port,
      ...(from === undefined ? {} : { localAddress: from }),
      pskCallback: () => ({ psk: Buffer.from(key), identity: IDENTITY }),
      // There is no certificate: who holds the key is who we called.
      checkServerIdentity: () => undefined,
    });
    const give = (error: unknown): void => {
      socket.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onAbort = (): void => {
      give(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setTimeout(HANDSHAKE_MS, () => {
      give(new Error('no answer'));
    });
    socket.once('error', give);
    socket.once('close', () => {
      give(new Error('the other side hung up: is its token the same?'));
    });
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners('error').removeAllListeners('close').removeAllListeners('timeout');
      resolve(channelOver(socket));
    });
  });
}

function channelOver(socket: TLSSocket): Channel {
  let why: string | undefined;
  socket.setTimeout(IDLE_MS, () => socket.destroy(new Error('it was silent for too long')));
  socket.on('error', (error: Error) => {
    why = error.message;
  });
  let listen: (piece: Uint8Array) => void = () => undefined;
  const stream = new SmallSegments(socket, (piece) => {
    listen(piece);
  });
  return {
    remoteAddress: plainAddress(socket.remoteAddress ?? ''),
    localAddress: plainAddress(socket.localAddress ?? ''),
    backlogBytes: () => stream.queuedBytes,
    send: (bytes) => {
      stream.send(bytes);
    },
    close: () => {
      stream.end();
    },
    onBytes: (listener) => {
      listen = listener;
    },
    onClose: (listener) => {
      socket.once('close', () => {
        listener(why);
      });
    },
  };
}

/** Which connection a TLS socket goes over. */
function callerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ''} ${remotePort ?? ''}`;
}

function listening(server: Server, { address, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
