/** One sequential job of fio on one file. */
export type FioOptions = {
  readonly direction: 'write' | 'read';
  /** Absolute. */
  readonly directory: string;
  /** A name without a slash. Whoever writes it takes it away again. */
  readonly file: string;
  readonly blockBytes: number;
  readonly sizeBytes: number;
  /** Requests under way at once; more than 1 only with libaio or io_uring, and with O_DIRECT. */
  readonly depth: number;
  readonly engine: 'psync' | 'libaio' | 'io_uring';
  /** The job ends after so long, or when the file is through. */
  readonly mostSeconds: number;
  readonly isDirect: boolean;
  /** Between two reports on the way. */
  readonly reportMs: number;
};

const MOST_BLOCK_BYTES = 2 ** 28;
const MOST_DEPTH = 1024;
const MOST_SECONDS = 86_400;
const MOST_REPORT_MS = 3_600_000;

/**
 * Returns the arguments for one run with its result as JSON. Nothing is verified, nothing laid out before the time
 * counts, and a read never makes the file that it reads. Throws a TypeError for what fio would misread.
 */
export function fioArguments(options: FioOptions): readonly string[] {
  const { direction } = options;
  return [
    '--output-format=json',
    '--eta=never',
    `--status-interval=${whole('reportMs', options.reportMs, MOST_REPORT_MS)}ms`,
    `--name=${direction}`,
    `--rw=${direction}`,
    `--directory=${directory(options.directory)}`,
    `--filename=${plain('file', options.file, /^(?!\.)[\w.-]{1,200}$/)}`,
    `--bs=${whole('blockBytes', options.blockBytes, MOST_BLOCK_BYTES)}`,
    `--size=${whole('sizeBytes', options.sizeBytes, Number.MAX_SAFE_INTEGER)}`,
    `--ioengine=${plain('engine', options.engine, /^(?:psync|libaio|io_uring)$/)}`,
    `--iodepth=${depth(options)}`,
    `--runtime=${whole('mostSeconds', options.mostSeconds, MOST_SECONDS)}`,
    `--direct=${options.isDirect ? 1 : 0}`,
    '--numjobs=1',
    '--group_reporting',
    ...(direction === 'write' ? WRITE : READ),
  ];
}

/** Without fallocate(2), which NFS before 4.2 has not; the fsync at the end counts in the time. */
const WRITE: readonly string[] = ['--create_on_open=1', '--fallocate=none', '--end_fsync=1'];
const READ: readonly string[] = ['--allow_file_create=0'];

function depth({ depth: asked, engine }: FioOptions): number {
  const most = engine === 'psync' ? 1 : MOST_DEPTH;
  return whole('depth', asked, most);
}

/** A colon parts folders, and is meant by `\:`; a dollar begins a variable, and what else is odd has no place here. */
function directory(path: string): string {
  return plain('directory', path, /^\/(?:[\w.@+=~:/-]|[ ](?=\S)){0,1000}$/).replaceAll(':', '\\:');
}

function plain(name: string, value: string, pattern: RegExp): string {
  if (pattern.test(value)) return value;
  throw new TypeError(`${name} ${JSON.stringify(value)} is not plain enough for fio`);
}

function whole(name: string, value: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw new TypeError(`${name} ${value} is no whole number from 1 to ${most}`);
}
