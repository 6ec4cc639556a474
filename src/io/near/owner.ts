import type { ListenAt } from '#core/far.ts';
import { ownersOf } from '../socket-owners.ts';
import { readSockets, SOCKET_STATE } from '../socket-table.ts';

const WAITING = { tcp: SOCKET_STATE.listen, udp: SOCKET_STATE.unconnectedUdp } as const;

/** Returns the name of the process that has a port, as far as this user may know it. */
export async function ownerOf({ protocol, address, port }: ListenAt): Promise<string> {
  const sockets = await readSockets(protocol);
  const socket = sockets.find(
    ({ local, state }) =>
      state === WAITING[protocol] &&
      local.port === port &&
      (local.address === undefined || local.address === address),
  );
  if (socket === undefined) return 'a process';
  if (socket.inode === 0) return 'the kernel';
  const owners = await ownersOf(new Set([socket.inode]));
  return owners.get(socket.inode) ?? 'a process of another user';
}
