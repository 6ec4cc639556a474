import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

/** Any port will do: connecting a UDP socket sends nothing. */
const DISCARD_PORT = 9;

/** Returns the address that the routing table gives to packets for `address`; undefined without a route. */
export function sourceTowards(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    const end = (source: string | undefined): void => {
      socket.close();
      resolve(source);
    };
    socket.once('error', () => {
      end(undefined);
    });
    socket.once('connect', () => {
      end(socket.address().address);
    });
    socket.connect(DISCARD_PORT, address);
  });
}
