import { constants } from 'node:os';
import { test } from 'tap';
import { errorNameFor, errorNameIn, errorNameOf } from '#lib/nfs/error-name.ts';
import { fileFailureOf } from '#lib/nfs/write-failure.ts';

const cached = (code: string | null | undefined): string =>
  fileFailureOf(code, { isDirect: false }).kind;
const direct = (code: string): string => fileFailureOf(code, { isDirect: true }).kind;

test('why an operation on a file failed', (t) => {
  for (const [code, kind] of [
    ['ENOSPC', 'no-space'],
    ['EDQUOT', 'quota'],
    ['EROFS', 'read-only'],
    ['EACCES', 'not-permitted'],
    ['EPERM', 'not-permitted'],
    ['ESTALE', 'stale'],
    ['EIO', 'io-error'],
    ['EREMOTEIO', 'io-error'],
    ['ETIMEDOUT', 'timed-out'],
    ['ENOTCONN', 'connection-lost'],
    ['EHOSTDOWN', 'connection-lost'],
    ['ENOTSUP', 'not-supported'],
    ['EOPNOTSUPP', 'not-supported'],
    ['ENOENT', 'not-there'],
    ['EEXIST', 'in-the-way'],
    ['EBUSY', 'busy'],
    ['ENOLCK', 'no-locks'],
    ['EFBIG', 'too-large'],
    ['EKEYEXPIRED', 'no-credentials'],
    ['EINTR', 'interrupted'],
    ['EINVAL', 'unknown'],
    ['EXYZ', 'unknown'],
    ['constructor', 'unknown'],
    ['ERR_INVALID_ARG_TYPE', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ] as const) {
    t.equal(cached(code), kind, String(code));
  }
  t.end();
});

test('what O_DIRECT can be told', (t) => {
  for (const code of ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'Unknown system error -95']) {
    t.equal(direct(code), 'no-direct-io', code);
  }
  t.equal(direct('ENOSPC'), 'no-space');
  t.end();
});

test('what Node has no name for', (t) => {
  t.strictSame(fileFailureOf('Unknown system error -122', { isDirect: false }), {
    kind: 'quota',
    name: 'EDQUOT',
  });
  t.equal(cached('Unknown system error -116'), 'stale');
  t.equal(cached('Unknown system error -37'), 'no-locks');
  t.equal(cached('Unknown system error -9999'), 'unknown');
  t.equal(errorNameOf('Unknown system error -99999'), null);
  t.end();
});

test('names and numbers are those of Linux', (t) => {
  const known = Object.entries(constants.errno).filter(
    ([, number]) => errorNameFor(number) !== null,
  );
  t.ok(known.length > 25, `${known.length} are known to Node too`);
  for (const [name, number] of known) {
    if (!['EWOULDBLOCK', 'ENOTSUP'].includes(name)) t.equal(errorNameFor(number), name);
  }
  t.equal(errorNameFor(99_999), null);
  t.end();
});

test('the error that a line ends with', (t) => {
  t.equal(errorNameIn("dd: error writing '/mnt/x': No space left on device\n"), 'ENOSPC');
  t.equal(errorNameIn("dd: fsync failed for '/mnt/x': Disk quota exceeded"), 'EDQUOT');
  t.equal(errorNameIn('Stale NFS file handle'), 'ESTALE');
  t.equal(errorNameIn('No space left'), null);
  t.end();
});
