import { readFile } from 'node:fs/promises';
import type { Listener } from './services/service.ts';

/** Socket states of include/net/tcp_states.h: LISTEN, and what an unconnected UDP socket has. */
const LISTENING = { tcp: '0A', udp: '07' } as const;

/** True when every one of these listens in the network of this process. */
export async function isListening(pid: number, listeners: readonly Listener[]): Promise<boolean> {
  const open = (await Promise.all([openPorts(pid, 'tcp'), openPorts(pid, 'udp')])).flat();
  return listeners.every((wanted) => open.some((one) => meets(one, wanted)));
}

function meets(open: Listener, wanted: Listener): boolean {
  if (open.protocol !== wanted.protocol || open.port !== wanted.port) return false;
  return wanted.address === undefined || [wanted.address, undefined].includes(open.address);
}

async function openPorts(pid: number, protocol: 'tcp' | 'udp'): Promise<readonly Listener[]> {
  const tables = await Promise.all(
    ['', '6'].map((family) =>
      readFile(`/proc/${pid}/net/${protocol}${family}`, 'latin1').catch(() => ''),
    ),
  );
  return tables.flatMap((table) => {
    const rows = table.split('\n').slice(1);
    return rows
      .map((row) => row.trim().split(/\s+/))
      .filter(([, , , state]) => state === LISTENING[protocol])
      .map(([, local = '']) => ({ protocol, ...placeOfSocket(local) }));
  });
}

/** Reads `0A01500A:0035`: the address in the byte order of the machine, then the port. */
function placeOfSocket(local: string): Omit<Listener, 'protocol'> {
  const [hex = '', port = ''] = local.split(':');
  const bytes = Buffer.from(hex, 'hex').reverse(); // every machine that has these tools is little-endian
  const place = { port: Number.parseInt(port, 16) };
  return bytes.length !== 4 || bytes.every((byte) => byte === 0)
    ? place
    : { ...place, address: bytes.join('.') };
}
