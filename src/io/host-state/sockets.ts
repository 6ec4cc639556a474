import type { OpenSocket } from '#core/host-state.ts';
import { ownersOf } from '../socket-owners.ts';
import { readSockets, SOCKET_STATE, type SocketRow } from '../socket-table.ts';

const WAITING = { tcp: SOCKET_STATE.listen, udp: SOCKET_STATE.unconnectedUdp } as const;

/** A host that runs pods has hundreds. */
const MOST_SOCKETS = 10_000;

/** Returns every socket that waits for others, with the process that has it. `proc` is the folder of processes. */
export async function openSockets(proc: string): Promise<readonly OpenSocket[]> {
  const rows = await Promise.all((['tcp', 'udp'] as const).map((name) => waiting(name, proc)));
  const sockets = rows.flat().slice(0, MOST_SOCKETS);
  const owners = await ownersOf(new Set(sockets.map(({ row }) => row.inode)), proc);
  return sockets.map(({ protocol, row: { local, inode } }) => ({
    protocol,
    address: local.address ?? null,
    port: local.port,
    // What the kernel itself listens with, such as VXLAN, belongs to no process.
    owner: inode === 0 ? 'the kernel' : (owners.get(inode) ?? null),
  }));
}

type Waiting = { readonly protocol: 'tcp' | 'udp'; readonly row: SocketRow };

async function waiting(protocol: 'tcp' | 'udp', proc: string): Promise<readonly Waiting[]> {
  const rows = await readSockets(protocol, `${proc}/self/net`);
  return rows
    .filter(({ state, local }) => state === WAITING[protocol] && Number.isInteger(local.port))
    .map((row) => ({ protocol, row }));
}
