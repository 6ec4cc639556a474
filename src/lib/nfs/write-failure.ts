import { errorNameOf } from './error-name.ts';

/** Why an operation on a file of an NFS mount failed. */
export type FileFailureKind =
  /** ENOSPC */
  | 'no-space'
  /** EDQUOT */
  | 'quota'
  /** EROFS: the mount or the export. */
  | 'read-only'
  /** EACCES, EPERM. For root: the server makes nobody of it (root_squash), or the folder is not for it. */
  | 'not-permitted'
  /** ESTALE: what the handle named is gone on the server. */
  | 'stale'
  /** EIO, EREMOTEIO: a soft mount gave up, or the server's disk did. */
  | 'io-error'
  /** ETIMEDOUT: a softerr mount gave up. */
  | 'timed-out'
  /** The connection broke, and the client did not get it again. */
  | 'connection-lost'
  /** EINVAL, EOPNOTSUPP with O_DIRECT: no direct I/O, or not with this address, length or offset (open(2)). */
  | 'no-direct-io'
  | 'not-supported'
  /** ENOENT, ENOTDIR, ENODEV */
  | 'not-there'
  /** EEXIST, EISDIR */
  | 'in-the-way'
  /** EBUSY, ETXTBSY, EAGAIN */
  | 'busy'
  /** ENOLCK: rpc.statd does not run, or the server's lock manager does not answer. */
  | 'no-locks'
  /** EFBIG */
  | 'too-large'
  /** EKEYEXPIRED, ENOKEY, EKEYREJECTED: no ticket of Kerberos that counts. */
  | 'no-credentials'
  /** EINTR: killed while it waited. */
  | 'interrupted'
  | 'unknown';

export type FileFailure = {
  readonly kind: FileFailureKind;
  /** `ENOSPC`; null where the system gave none. */
  readonly name: string | null;
};

const KINDS: { readonly [name: string]: FileFailureKind } = {
  ENOSPC: 'no-space',
  EDQUOT: 'quota',
  EROFS: 'read-only',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  ESTALE: 'stale',
  EIO: 'io-error',
  EREMOTEIO: 'io-error',
  ETIMEDOUT: 'timed-out',
  ENOTCONN: 'connection-lost',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  ECONNREFUSED: 'connection-lost',
  EPIPE: 'connection-lost',
  EHOSTUNREACH: 'connection-lost',
  EHOSTDOWN: 'connection-lost',
  ENETUNREACH: 'connection-lost',
  ENETDOWN: 'connection-lost',
  EOPNOTSUPP: 'not-supported',
  ENOENT: 'not-there',
  ENOTDIR: 'not-there',
  ENODEV: 'not-there',
  ENXIO: 'not-there',
  EEXIST: 'in-the-way',
  EISDIR: 'in-the-way',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  EAGAIN: 'busy',
  ENOLCK: 'no-locks',
  EFBIG: 'too-large',
  EKEYEXPIRED: 'no-credentials',
  EKEYREJECTED: 'no-credentials',
  ENOKEY: 'no-credentials',
  EINTR: 'interrupted',
};

const NO_DIRECT_IO: readonly string[] = ['EINVAL', 'EOPNOTSUPP'];

/**
 * Returns what the `code` of an error of open, write, fsync, read or close means. With NFS what a write caused may come
 * only with fsync or close (close(2)): the last word is theirs.
 */
export function fileFailureOf(
  code: string | null | undefined,
  { isDirect }: { readonly isDirect: boolean },
): FileFailure {
  const name = code === null || code === undefined ? null : errorNameOf(code);
  if (name === null) return { kind: 'unknown', name: null };
  if (isDirect && NO_DIRECT_IO.includes(name)) return { kind: 'no-direct-io', name };
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  return { kind: kind ?? 'unknown', name };
}
