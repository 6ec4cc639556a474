import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import { decodeQuery, type Query } from '#lib/dns/query.ts';
import { encodeReply, type Saying, type ZoneRecords } from '#lib/dns/reply.ts';
import { createReassembler, withLengthPrefix } from '#lib/dns/stream.ts';
import type { Running } from './listener.ts';

export type Zone = Readonly<Record<string, ZoneRecords>>;

/** `dead` listens nowhere, so that its port is refused. */
export type DnsServerMode = 'answers' | 'refuses' | 'dead';

export interface DnsServerOptions extends Endpoint {
  readonly zone: Zone;
  readonly mode: DnsServerMode;
}

/** What a query may take; nobody's question is longer, and decoding a stranger's bytes costs time. */
const MOST_UDP_BYTES = 4096;
const MOST_TCP_BYTES = 16_384;

/** RFC 1035 §4.2.2: over TCP only the length prefix bounds a message. */
const MOST_TCP_REPLY_BYTES = 65_535;

/** RFC 7766 §6.2.3: a few seconds; a client asks and leaves. */
const IDLE_TIMEOUT_MS = 5000;
const MOST_CONNECTIONS = 128;

/** A small resolver that knows one zone: over UDP and TCP on one address and port. */
export async function createDnsServer({
  address,
  port,
  zone,
  mode,
}: DnsServerOptions): Promise<Running> {
  if (mode === 'dead') return { close: () => Promise.resolve() };
  const say = mode === 'refuses' ? () => ({ kind: 'refused' }) as const : sayingsOf(zone);
  const tcp = await listenTcp({ address, port }, say);
  try {
    const udp = await listenUdp({ address, port }, say);
    return {
      close: async () => {
        await Promise.all([udp.close(), tcp.close()]);
      },
    };
  } catch (error) {
    await tcp.close();
    throw error;
  }
}

type Say = (query: Query) => Saying;

function sayingsOf(zone: Zone): Say {
  const names = new Map(
    Object.entries(zone).map(([name, records]) => [name.toLowerCase(), records]),
  );
  return ({ name }) => {
    // The root exists for every resolver: it is what a question for life is put to.
    const records = name === '.' ? {} : names.get(name.toLowerCase());
    return records === undefined ? { kind: 'unknown' } : { kind: 'records', records };
  };
}

async function listenUdp({ address, port }: Endpoint, say: Say): Promise<Running> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    if (bytes.length > MOST_UDP_BYTES) return;
    const query = decodeQuery(bytes);
    if (query.kind === 'malformed') return;
    const mostBytes = Math.min(query.udpPayloadBytes, MOST_UDP_BYTES);
    socket.send(encodeReply(query, say(query), mostBytes), from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, resolve);
  });
  // A client that is gone before its answer is no trouble of ours.
  socket.on('error', () => undefined);
  return {
    close: () =>
      new Promise((resolve) => {
        socket.close(resolve);
      }),
  };
}

async function listenTcp({ address, port }: Endpoint, say: Say): Promise<Running> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    serve(socket, say);
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port }, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

function serve(socket: Socket, say: Say): void {
  const stream = createReassembler(MOST_TCP_BYTES);
  socket.setTimeout(IDLE_TIMEOUT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece) => {
    const reassembled = stream.push(piece);
    if (reassembled.kind === 'too-long') {
      socket.destroy();
      return;
    }
    for (const message of reassembled.messages) {
      const query = decodeQuery(message);
      if (query.kind === 'malformed') continue;
      socket.write(withLengthPrefix(encodeReply(query, say(query), MOST_TCP_REPLY_BYTES)));
    }
  });
}
