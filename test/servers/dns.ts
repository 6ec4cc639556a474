import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import type { Test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';

/** One question that came: `count` tells the how many-th it is. */
export interface UdpAsked {
  readonly bytes: Buffer;
  readonly count: number;
  readonly send: (datagram: Uint8Array) => void;
}

export interface UdpServer extends Endpoint {
  /** The ports that questions came from. */
  readonly ports: readonly number[];
  readonly ids: readonly number[];
}

/** A real server on a free loopback port, gone when the test is. */
export async function serveUdp(t: Test, behave: (asked: UdpAsked) => void): Promise<UdpServer> {
  const socket = createSocket('udp4');
  const ports: number[] = [];
  const ids: number[] = [];
  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    ports.push(from.port);
    ids.push(bytes.readUInt16BE(0));
    const send = (datagram: Uint8Array): void => {
      socket.send(datagram, from.port, from.address);
    };
    behave({ bytes, count: ports.length, send });
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  t.teardown(
    () =>
      new Promise<void>((resolve) => {
        socket.close(resolve);
      }),
  );
  return { address: '127.0.0.1', port: socket.address().port, ports, ids };
}

/** Does anything with a connection; it is destroyed when the test is over. */
export async function serveTcp(t: Test, behave: (socket: Socket) => void): Promise<Endpoint> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.teardown(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  );
  return { address: '127.0.0.1', port: portOf(server.address()) };
}

/** A loopback port that nobody serves. */
export async function closedPort(): Promise<Endpoint> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const port = portOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return { address: '127.0.0.1', port };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
