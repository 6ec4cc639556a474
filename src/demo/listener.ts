import { createServer } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';

/** Something of the far side that must be put away again. */
export interface Running {
  close(): Promise<void>;
}

/** A service that accepts every connection and says nothing, as a port that is open. */
export async function createListener({ address, port }: Endpoint): Promise<Running> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.on('end', () => socket.end());
  });
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
      }),
  };
}
