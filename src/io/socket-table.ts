import { readFile } from 'node:fs/promises';

/** Socket states as the kernel's tables write them (include/net/tcp_states.h). */
export const SOCKET_STATE = { synReceived: '03', unconnectedUdp: '07', listen: '0A' } as const;

/** One socket of a network namespace. An address of `undefined` stands for all of them. */
export interface SocketRow {
  readonly local: SocketPlace;
  readonly remote: SocketPlace;
  readonly state: string;
  /** 0 where the socket belongs to the kernel. */
  readonly inode: number;
}

export interface SocketPlace {
  readonly address?: string;
  readonly port: number;
}

/** Returns the sockets of both families; `folder` is /proc/<pid>/net of whom the namespace is asked for. */
export async function readSockets(
  protocol: 'tcp' | 'udp',
  folder = '/proc/self/net',
): Promise<readonly SocketRow[]> {
  const tables = await Promise.all(
    ['', '6'].map((family) => readFile(`${folder}/${protocol}${family}`, 'latin1').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map(rowOf),
  );
}

function rowOf(line: string): SocketRow {
  const [, local = '', remote = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
  return { local: placeOf(local), remote: placeOf(remote), state, inode: Number(inode) };
}

const MAPPED_PREFIX = '00000000000000000000ffff';

/** Reads `0A01500A:0035`: words of the address in the byte order of the machine, then the port. */
function placeOf(text: string): SocketPlace {
  const [hex = '', port = ''] = text.split(':');
  const place = { port: Number.parseInt(port, 16) };
  // Every machine that has these tools is little-endian.
  const bytes = Buffer.from(hex, 'hex').swap32();
  if (bytes.every((byte) => byte === 0)) return place;
  const isMapped = bytes.toString('hex').startsWith(MAPPED_PREFIX);
  if (bytes.length === 4 || isMapped) return { ...place, address: bytes.subarray(-4).join('.') };
  return { ...place, address: words(bytes).join(':') };
}

function words(bytes: Buffer): readonly string[] {
  return Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
}
