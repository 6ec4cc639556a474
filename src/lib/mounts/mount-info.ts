import { linesOf } from './lines.ts';
import { withoutOctalEscapes } from './octal-escapes.ts';

/** One mount as /proc/self/mountinfo tells it (proc(5)); all texts without the kernel's octal escapes. */
export type Mount = {
  readonly id: number;
  readonly parentId: number;
  /** `0:28`, major and minor number of the device. */
  readonly device: string;
  /** The folder of the file system that is seen at `path`. */
  readonly root: string;
  readonly path: string;
  /** Of this mount, such as `ro` and `relatime`. */
  readonly options: readonly string[];
  /** Propagation: `shared:7`, `master:2`, `unbindable`. */
  readonly tags: readonly string[];
  /** `nfs` for NFSv2 and v3, `nfs4`, `ext4` and so on. */
  readonly type: string;
  /** What was mounted: `192.0.2.1:/export` for NFS. */
  readonly source: string;
  /** Of the file system, as it is in force: for NFS what server and kernel agreed on. */
  readonly superOptions: readonly string[];
};

/** A host of containers has some thousands of lines; mount_max is 100,000 (Documentation/admin-guide/sysctl/fs.rst). */
const MOST_MOUNTS = 100_000;

/**
 * Returns the mounts in the order of the file: a later one hides an earlier one on the same path. Lines that are none
 * are left out, and what goes on beyond 100,000 mounts.
 */
export function mountsOf(text: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of linesOf(text)) {
    const mount = mountOf(line);
    if (mount !== null) mounts.push(mount);
    if (mounts.length === MOST_MOUNTS) break;
  }
  return mounts;
}

/** Returns what is mounted right at this path: the last mount there is what programs see. */
export function mountAt(mounts: readonly Mount[], path: string): Mount | null {
  const folder = withoutLastSlash(path);
  return mounts.findLast((mount) => mount.path === folder) ?? null;
}

/** Returns all mounts below a folder, not the one at the folder itself. */
export function mountsBelow(mounts: readonly Mount[], folder: string): readonly Mount[] {
  const prefix = folder === '/' ? '/' : `${withoutLastSlash(folder)}/`;
  return mounts.filter(({ path }) => path !== prefix && path.startsWith(prefix));
}

/** Returns the mount that a file at this absolute path lies in: the one with the longest path, the last of those. */
export function mountHolding(mounts: readonly Mount[], path: string): Mount | null {
  const holds = (mount: Mount): boolean =>
    mount.path === '/' || mount.path === path || path.startsWith(`${mount.path}/`);
  return mounts
    .filter(holds)
    .reduce<Mount | null>(
      (best, one) => (best === null || one.path.length >= best.path.length ? one : best),
      null,
    );
}

/** Up to the optional fields, which end with a hyphen of their own, and from there on. */
const LINE =
  /^(\d{1,10}) (\d{1,10}) (\d+:\d+) (\S+) (\/\S*) (\S*)((?: \S+)*?) - (\S+) (\S*)(?: (\S*))?/;

/** `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`. */
function mountOf(line: string): Mount | null {
  const fields = LINE.exec(line);
  if (fields === null) return null;
  const field = (place: number): string => fields[place] ?? '';
  return {
    id: Number(field(1)),
    parentId: Number(field(2)),
    device: field(3),
    root: withoutOctalEscapes(field(4)),
    path: withoutOctalEscapes(field(5)),
    options: optionsOf(field(6)),
    tags: field(7)
      .split(' ')
      .filter((tag) => tag !== ''),
    type: withoutOctalEscapes(field(8)),
    source: withoutOctalEscapes(field(9)),
    superOptions: optionsOf(field(10)),
  };
}

function optionsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map(withoutOctalEscapes);
}

function withoutLastSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
