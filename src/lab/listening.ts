import { readSockets, SOCKET_STATE } from '../io/socket-table.ts';
import type { Listener } from './services/service.ts';

/** What a socket that waits is called in each table. */
const LISTENING = { tcp: SOCKET_STATE.listen, udp: SOCKET_STATE.unconnectedUdp } as const;

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
  const rows = await readSockets(protocol, `/proc/${pid}/net`);
  return rows
    .filter(({ state }) => state === LISTENING[protocol])
    .map(({ local }) => ({ protocol, ...local }));
}
