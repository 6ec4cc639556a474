import { createSocket } from 'node:dgram';
import type { Endpoint } from '#core/endpoint.ts';
import { encodeNtpReply } from '#lib/ntp/reply.ts';
import type { Running } from './listener.ts';

/** A time server that is `offsetMs` ahead of this machine. */
export async function createTimeServer(
  { address, port }: Endpoint,
  { offsetMs }: { readonly offsetMs: number },
): Promise<Running> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, resolve);
  });
  socket.on('error', () => undefined);
  socket.on('message', (question, from) => {
    const reply = encodeNtpReply(question, { timeMs: Date.now() + offsetMs, stratum: 2 });
    if (reply !== null) socket.send(reply, from.port, from.address);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}
