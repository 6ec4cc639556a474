const PREFIX = '.hybrid-preflight';

/** Names the folder that a run makes on the storage: hidden, its host's, and its process's. */
export function ownFolderName(host: string, pid: number): string {
  return `${PREFIX}-${host.replaceAll(/[^\w.-]/g, '_').slice(0, 100)}-${pid}`;
}

/** Returns the process that made a folder of this host; undefined for what is none. */
export function ownerOf(folder: string, host: string): number | undefined {
  const prefix = ownFolderName(host, 0).slice(0, -1);
  if (!folder.startsWith(prefix)) return undefined;
  const pid = /^[1-9]\d{0,9}$/.exec(folder.slice(prefix.length))?.[0];
  return pid === undefined ? undefined : Number(pid);
}
