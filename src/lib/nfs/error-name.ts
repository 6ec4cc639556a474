type ErrorRow = readonly [name: string, number: number | null, text: string];

/**
 * Names, numbers and texts of errors that file operations on NFS end with: asm-generic/errno.h, which x86 and arm64
 * have, and strerror(3) of glibc in the C locale. Node has no name for some (libuv: EDQUOT, ESTALE, ENOLCK).
 */
const ERRORS: readonly ErrorRow[] = [
  ['EPERM', 1, 'Operation not permitted'],
  ['ENOENT', 2, 'No such file or directory'],
  ['EINTR', 4, 'Interrupted system call'],
  ['EIO', 5, 'Input/output error'],
  ['ENXIO', 6, 'No such device or address'],
  ['EAGAIN', 11, 'Resource temporarily unavailable'],
  ['ENOMEM', 12, 'Cannot allocate memory'],
  ['EACCES', 13, 'Permission denied'],
  ['EBUSY', 16, 'Device or resource busy'],
  ['EEXIST', 17, 'File exists'],
  ['ENODEV', 19, 'No such device'],
  ['ENOTDIR', 20, 'Not a directory'],
  ['EISDIR', 21, 'Is a directory'],
  ['EINVAL', 22, 'Invalid argument'],
  ['ETXTBSY', 26, 'Text file busy'],
  ['EFBIG', 27, 'File too large'],
  ['ENOSPC', 28, 'No space left on device'],
  ['EROFS', 30, 'Read-only file system'],
  ['EPIPE', 32, 'Broken pipe'],
  ['ENAMETOOLONG', 36, 'File name too long'],
  ['ENOLCK', 37, 'No locks available'],
  ['EREMOTEIO', 121, 'Remote I/O error'],
  ['EPROTO', 71, 'Protocol error'],
  ['EPROTONOSUPPORT', 93, 'Protocol not supported'],
  ['EOPNOTSUPP', 95, 'Operation not supported'],
  ['EPFNOSUPPORT', 96, 'Protocol family not supported'],
  ['ENETDOWN', 100, 'Network is down'],
  ['ENETUNREACH', 101, 'Network is unreachable'],
  ['ECONNABORTED', 103, 'Software caused connection abort'],
  ['ECONNRESET', 104, 'Connection reset by peer'],
  ['ENOTCONN', 107, 'Transport endpoint is not connected'],
  ['ETIMEDOUT', 110, 'Connection timed out'],
  ['ECONNREFUSED', 111, 'Connection refused'],
  ['EHOSTDOWN', 112, 'Host is down'],
  ['EHOSTUNREACH', 113, 'No route to host'],
  ['ESTALE', 116, 'Stale file handle'],
  ['EDQUOT', 122, 'Disk quota exceeded'],
  ['EKEYEXPIRED', 127, 'Key has expired'],
  ['EKEYREJECTED', 129, 'Key was rejected by service'],
  ['ENOKEY', 126, 'Required key not available'],
  // Other words for the same: glibc before 2.16, musl, and Node's name of EOPNOTSUPP.
  ['ESTALE', null, 'Stale NFS file handle'],
  ['EOPNOTSUPP', null, 'Not supported'],
  ['EIO', null, 'I/O error'],
  ['ETIMEDOUT', null, 'Operation timed out'],
  ['EHOSTUNREACH', null, 'Host is unreachable'],
  ['EDQUOT', null, 'Quota exceeded'],
  ['EBUSY', null, 'Resource busy'],
  ['ENOMEM', null, 'Out of memory'],
];

/** Node says `Unknown system error -122` for what libuv has no name for. */
const UNNAMED = /^Unknown system error -?(\d{1,4})$/;

/** Returns the name of an error that Node gives as `code`; null for what is no error of the system. */
export function errorNameOf(code: string): string | null {
  if (code === 'ENOTSUP') return 'EOPNOTSUPP'; // one number on Linux
  const number = UNNAMED.exec(code)?.[1];
  if (number !== undefined) return errorNameFor(Number(number));
  return /^E[A-Z0-9]{1,30}$/.test(code) ? code : null;
}

/** Returns the name of an errno of Linux, null if it is none of those above. */
export function errorNameFor(number: number): string | null {
  return ERRORS.find(([, one]) => one === number)?.[0] ?? null;
}

/** Returns the name of the error whose text a line ends with, in the C locale. */
export function errorNameIn(line: string): string | null {
  const text = line.trimEnd();
  return ERRORS.find(([, , words]) => text.endsWith(words))?.[0] ?? null;
}
