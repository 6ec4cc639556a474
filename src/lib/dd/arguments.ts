/** A transfer of one file by dd(1), of coreutils or busybox. */
export type DdOptions = {
  /** Absolute: no name of dd's own begins like that. */
  readonly path: string;
  readonly blockBytes: number;
  readonly blocks: number;
  /** With O_DIRECT, past the page cache. */
  readonly isDirect: boolean;
};

const MOST_BLOCK_BYTES = 2 ** 30;

/**
 * Returns the arguments that write the file: from `source`, and with an fsync at the end that counts in the time, for
 * without O_DIRECT dd would measure this host's memory. Zeros, dd's usual food, may be stored by the server as a hole.
 */
export function ddWriteArguments(options: DdOptions, source = '/dev/zero'): readonly string[] {
  return [
    `if=${checkedPath(source)}`,
    `of=${checkedPath(options.path)}`,
    ...amount(options),
    ...(options.isDirect ? ['oflag=direct'] : []),
    'conv=fsync',
  ];
}

/** Returns the arguments that read the file. Without O_DIRECT it may come from the page cache. */
export function ddReadArguments(options: DdOptions): readonly string[] {
  return [
    `if=${checkedPath(options.path)}`,
    'of=/dev/null',
    ...amount(options),
    ...(options.isDirect ? ['iflag=direct'] : []),
  ];
}

/** In plain numbers: busybox and coreutils mean different things by some suffixes. */
function amount({ blockBytes, blocks }: DdOptions): readonly string[] {
  return [
    `bs=${whole('blockBytes', blockBytes, MOST_BLOCK_BYTES)}`,
    `count=${whole('blocks', blocks, Number.MAX_SAFE_INTEGER)}`,
  ];
}

function checkedPath(path: string): string {
  if (!path.startsWith('/') || path.includes('\0')) {
    throw new TypeError(`${JSON.stringify(path)} is no absolute path`);
  }
  return path;
}

function whole(name: string, value: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw new TypeError(`${name} ${value} is no whole number from 1 to ${most}`);
}
