import { createSocket, type Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** Holds ten thousand packets a second through a tenth of a second in which nobody reads. */
const BUFFER_BYTES = 4 * 1024 * 1024;

/** Returns a socket with as large a buffer as the kernel grants (net.core.rmem_max); read its size back. */
export function openSocket(address: string): Socket {
  return createSocket({
    type: isIP(address) === 6 ? 'udp6' : 'udp4',
    recvBufferSize: BUFFER_BYTES,
    sendBufferSize: BUFFER_BYTES,
  });
}

/** Returns how many datagrams the kernel has thrown away at a port: the last field of its row in /proc/net/udp. */
export function kernelDrops(port: number): number {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['udp', 'udp6'].flatMap((table) => read(`/proc/self/net/${table}`).split('\n'));
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local = '']) => local.endsWith(hex))
    .reduce((sum, fields) => sum + Number(fields.at(-1)), 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
