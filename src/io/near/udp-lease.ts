import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import { confirmationOf } from '#lib/mtu-probe.ts';
import type { Lease, LeaseOptions } from './lease.ts';

/** Listens on one UDP port. Rejects with the system's error where it cannot. */
export async function leaseUdp({ at, ask, echoTo, saw }: LeaseOptions): Promise<Lease> {
  const socket = createSocket(isIP(at.address) === 6 ? 'udp6' : 'udp4');
  socket.on('message', (datagram, { address, port }) => {
    saw(address);
    // No longer than the question, and only to whoever knows it: nobody is flooded with answers of ours.
    const answer = confirmationOf(datagram, ask, () => echoTo(address));
    if (answer !== undefined) socket.send(answer, port, address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address: at.address, port: at.port, exclusive: true }, resolve);
  });
  socket.removeAllListeners('error');
  socket.on('error', () => undefined);
  let closing: Promise<void> | undefined;
  return {
    close: () => (closing ??= new Promise((resolve) => socket.close(resolve))),
  };
}
