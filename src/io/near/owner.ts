import { readdir, readFile, readlink } from 'node:fs/promises';
import type { ListenAt } from '#core/far.ts';
import { readSockets, SOCKET_STATE } from '../socket-table.ts';

const WAITING = { tcp: SOCKET_STATE.listen, udp: SOCKET_STATE.unconnectedUdp } as const;

/**
 * Returns the name of the process that has a port, as far as this user may know it: the descriptors of other users'
 * processes are root's to read.
 */
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
  return (await processWith(socket.inode)) ?? 'a process of another user';
}

async function processWith(inode: number): Promise<string | undefined> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (!(await hasSocket(pid, inode))) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'process');
    return `${name.trim()} (pid ${pid})`;
  }
  return undefined;
}

async function hasSocket(pid: string, inode: number): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    descriptors.map((one) => readlink(`${folder}/${one}`).catch(() => '')),
  );
  return links.includes(`socket:[${inode}]`);
}
