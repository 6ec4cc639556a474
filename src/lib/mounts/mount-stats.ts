import { countersIn } from './counters.ts';
import { linesOf } from './lines.ts';
import { withoutOctalEscapes } from './octal-escapes.ts';
import { operationOf } from './rpc-operation.ts';
import type { RpcOperation } from './rpc-operation.ts';
import { transportOf } from './rpc-transport.ts';
import type { RpcTransport } from './rpc-transport.ts';

/**
 * What the client counted for one NFS mount. Mounts of the same export with the same options share one superblock, and
 * with it these numbers, unless one was mounted with `nosharecache` (nfs(5)).
 */
export type MountStats = {
  /** `192.0.2.1:/export`. */
  readonly source: string;
  readonly path: string;
  /** `nfs` or `nfs4`. */
  readonly type: string;
  /** Of the file's format: `1.0` or `1.1`. */
  readonly version: string;
  readonly options: readonly string[];
  /** Since the mount; null where the line is missing. */
  readonly ageSeconds: number | null;
  readonly bytes: FileBytes | null;
  readonly events: FileEvents | null;
  readonly transports: readonly RpcTransport[];
  readonly operations: readonly RpcOperation[];
};

/** NFSIOS_*BYTES of include/linux/nfs_iostat.h, all in bytes. */
export type FileBytes = {
  readonly normalRead: number;
  readonly normalWritten: number;
  /** By programs with O_DIRECT. */
  readonly directRead: number;
  readonly directWritten: number;
  readonly serverRead: number;
  readonly serverWritten: number;
};

/** The events of the same header that slow a transfer. */
export type FileEvents = {
  readonly shortReads: number;
  readonly shortWrites: number;
  /** NFS4ERR_DELAY, or JUKEBOX of NFSv3: the server asked to come again later. */
  readonly delays: number;
};

const SHORT_READ = 22;

const DEVICE =
  /^device (\S{0,8192}) mounted on (\S{1,8192}) with fstype (\S{1,64})(?: statvers=(\d{1,3}\.\d{1,3}))?\s*$/;

// Bounds for a file that is not from a kernel: NFSv4.2 has some 75 operations, nconnect goes to 16.
const MOST_MOUNTS = 10_000;
const MOST_LINES = 1024;

/**
 * Returns the NFS mounts of /proc/self/mountstats in its order, with what their lines hold. The kernel has no page on
 * the format; it is in fs/nfs/super.c, net/sunrpc/stats.c and mountstats(8) of nfs-utils. Lines and mounts of other
 * kinds are left out. Linear in the text; never throws.
 */
export function mountStatsOf(text: string): readonly MountStats[] {
  const mounts: { readonly head: Head; readonly lines: string[] }[] = [];
  let lines: string[] | null = null;
  for (const line of linesOf(text)) {
    if (!isHead(line)) {
      if (lines !== null && lines.length < MOST_LINES) lines.push(line);
      continue;
    }
    if (mounts.length === MOST_MOUNTS) break;
    const head = headOf(line);
    lines = head === null ? null : [];
    if (head !== null && lines !== null) mounts.push({ head, lines });
  }
  return mounts.map(({ head, lines: body }) => statsOf(head, body));
}

/** Returns the numbers of the NFS mount at this path: of several the last, which is what programs see. */
export function statsAt(mounts: readonly MountStats[], path: string): MountStats | null {
  return mounts.findLast((mount) => mount.path === path) ?? null;
}

type Head = Pick<MountStats, 'source' | 'path' | 'type' | 'version'>;

function isHead(line: string): boolean {
  return line.startsWith('device ') || line.startsWith('no device ');
}

/** Only NFS has statvers. */
function headOf(line: string): Head | null {
  const [, source = '', path = '', type = '', version] = DEVICE.exec(line) ?? [];
  if (version === undefined) return null;
  return {
    source: withoutOctalEscapes(source),
    path: withoutOctalEscapes(path),
    type,
    version,
  };
}

function statsOf(head: Head, lines: readonly string[]): MountStats {
  const valueOf = (name: string): string | null => {
    const prefix = `\t${name}:`;
    return lines.find((line) => line.startsWith(prefix))?.slice(prefix.length) ?? null;
  };
  const numbersOf = (name: string): readonly number[] => countersIn(valueOf(name) ?? '') ?? [];
  const perOperation = lines.findIndex((line) => line.trim() === 'per-op statistics');
  return {
    ...head,
    options: (valueOf('opts')?.trim() ?? '').split(',').filter((option) => option !== ''),
    ageSeconds: numbersOf('age')[0] ?? null,
    bytes: bytesOf(numbersOf('bytes')),
    events: eventsOf(numbersOf('events')),
    transports: lines.flatMap((line) => transportOf(line) ?? []),
    operations: perOperation === -1 ? [] : operationsOf(lines.slice(perOperation)),
  };
}

function bytesOf(numbers: readonly number[]): FileBytes | null {
  const [normalRead, normalWritten, directRead, directWritten, serverRead, serverWritten] = numbers;
  if (normalRead === undefined || normalWritten === undefined) return null;
  if (directRead === undefined || directWritten === undefined) return null;
  if (serverRead === undefined || serverWritten === undefined) return null;
  return { normalRead, normalWritten, directRead, directWritten, serverRead, serverWritten };
}

function eventsOf(numbers: readonly number[]): FileEvents | null {
  const [shortReads, shortWrites, delays] = numbers.slice(SHORT_READ);
  if (shortReads === undefined || shortWrites === undefined || delays === undefined) return null;
  return { shortReads, shortWrites, delays };
}

/** An operation has one line; of a second one nobody knows what it means. */
function operationsOf(lines: readonly string[]): readonly RpcOperation[] {
  const byName = new Map<string, RpcOperation>();
  for (const line of lines) {
    const operation = operationOf(line);
    if (operation !== null && !byName.has(operation.name)) byName.set(operation.name, operation);
  }
  return [...byName.values()];
}
