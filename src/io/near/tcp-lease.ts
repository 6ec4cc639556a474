import { createServer, type Server, type Socket } from 'node:net';
import { plainAddress } from '../plain-address.ts';
import type { Lease, LeaseOptions } from './lease.ts';

/** Whoever connects has so long to ask. */
const ASK_WITHIN_MS = 5000;
const MOST_CONNECTIONS = 32;

/** Listens on one TCP port. Rejects with the system's error where it cannot. */
export async function leaseTcp({ at, ask, echoTo, saw }: LeaseOptions): Promise<Lease> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const from = plainAddress(socket.remoteAddress ?? '');
    saw(from);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(ASK_WITHIN_MS, () => socket.destroy());
    answer(socket, ask, () => echoTo(from));
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, at);
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

/** Says nothing until the question is whole, and nothing at all to another one. */
function answer(socket: Socket, ask: Buffer, echo: () => Buffer): void {
  let heard = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    heard = Buffer.concat([heard, piece.subarray(0, ask.length - heard.length)]);
    if (!heard.equals(ask.subarray(0, heard.length))) socket.destroy();
    else if (heard.length === ask.length) socket.end(echo());
  });
}

function listening(
  server: Server,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}
