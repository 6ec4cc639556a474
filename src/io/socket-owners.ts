import { readdir, readFile, readlink } from 'node:fs/promises';

/**
 * Returns the names of the processes that have these sockets, by inode, as far as this user may know them: the
 * descriptors of other users' processes are root's to read. One walk over all processes, for all sockets at once.
 */
export async function ownersOf(
  inodes: ReadonlySet<number>,
  proc = '/proc',
): Promise<ReadonlyMap<number, string>> {
  const owners = new Map<number, string>();
  if (inodes.size === 0) return owners;
  const names = await readdir(proc).catch(() => []);
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    const held = (await inodesOf(`${proc}/${pid}/fd`)).filter((inode) => inodes.has(inode));
    if (held.length === 0) continue;
    const name = await nameOf(`${proc}/${pid}`, pid);
    for (const inode of held) if (!owners.has(inode)) owners.set(inode, name);
  }
  return owners;
}

async function inodesOf(folder: string): Promise<readonly number[]> {
  const descriptors = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    descriptors.map((one) => readlink(`${folder}/${one}`).catch(() => '')),
  );
  return links.flatMap((link) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(link) ?? [];
    return inode === undefined ? [] : [Number(inode)];
  });
}

async function nameOf(folder: string, pid: string): Promise<string> {
  const name = await readFile(`${folder}/comm`, 'utf8').catch(() => 'process');
  return `${name.trim()} (pid ${pid})`;
}
