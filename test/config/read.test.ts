import { execFileSync } from 'node:child_process';
import { chmodSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { formatProblem } from '../../src/config/problem.ts';
import { readConfig } from '../../src/config/read.ts';

const readable = [
  { name: 'UTF-8', bytes: Buffer.from('reason: größer\n'), text: 'reason: größer\n' },
  { name: 'a byte order mark', bytes: Buffer.from('\ufeffa: 1\n'), text: 'a: 1\n' },
  { name: 'a real U+FFFD', bytes: Buffer.from('a: \ufffd\n'), text: 'a: \ufffd\n' },
  { name: 'an empty file', bytes: Buffer.alloc(0), text: '' },
  { name: 'all that is allowed', bytes: Buffer.alloc(524_288, '#'), text: '#'.repeat(524_288) },
];

for (const { name, bytes, text } of readable) {
  test(`${name} is read`, async (t) => {
    const file = join(t.testdir({}), 'preflight.yaml');
    writeFileSync(file, bytes);
    t.strictSame(await readConfig(file), { ok: true, source: { file, text } });
  });
}

const unreadable = [
  {
    name: 'Latin-1',
    bytes: Buffer.from('a: 1\nb: gr\xf6\xdfer\n', 'latin1'),
    says: ':2:1: byte 10 is not UTF-8: ',
  },
  {
    name: 'Latin-1 after a real U+FFFD',
    bytes: Buffer.concat([Buffer.from('\ufffd: 1\n'), Buffer.from([0xe4])]),
    says: ':2:1: byte 7 is not UTF-8: ',
  },
  {
    name: 'a surrogate in UTF-8',
    bytes: Buffer.from([0x61, 0xed, 0xa0, 0x80]),
    says: ':1:1: byte 1 is not UTF-8: ',
  },
  {
    name: 'UTF-16, little end first',
    bytes: Buffer.from('\ufeffa: 1', 'utf16le'),
    says: ':1:1: is encoded as UTF-16, by its first two bytes: save it as UTF-8',
  },
  {
    name: 'UTF-16, big end first',
    bytes: Buffer.from('\ufeffa: 1', 'utf16le').swap16(),
    says: ':1:1: is encoded as UTF-16, by its first two bytes: save it as UTF-8',
  },
  {
    name: 'UTF-16 without a mark',
    bytes: Buffer.from('a: 1', 'utf16le'),
    says: ':1:1: byte 1 is NUL: ',
  },
  { name: 'NUL', bytes: Buffer.from('a: 1\nb: \0'), says: ':2:1: byte 8 is NUL: ' },
  {
    name: 'one byte too many',
    bytes: Buffer.alloc(524_289, '#'),
    says: ':1:1: is longer than 524288 bytes: ',
  },
];

for (const { name, bytes, says } of unreadable) {
  test(`${name} is refused with a reason`, async (t) => {
    const file = join(t.testdir({}), 'preflight.yaml');
    writeFileSync(file, bytes);
    t.match(await complaintAbout(file), says);
  });
}

test('50 MB are refused without being read', async (t) => {
  const file = join(t.testdir({ 'preflight.yaml': '' }), 'preflight.yaml');
  truncateSync(file, 50_000_000);
  t.match(await complaintAbout(file), 'is longer than 524288 bytes');
});

test('what is no regular file is refused and never waited for', async (t) => {
  const folder = t.testdir({});
  const fifo = join(folder, 'fifo.yaml');
  execFileSync('mkfifo', [fifo]);
  t.match(await complaintAbout(folder), 'is a directory');
  t.match(await complaintAbout(fifo), 'is no regular file');
  t.match(await complaintAbout('/dev/zero'), 'is no regular file');
});

test('a file that is not there, or not ours to read, says so', async (t) => {
  const file = join(t.testdir({ 'preflight.yaml': 'a: 1' }), 'preflight.yaml');
  t.match(await complaintAbout(`${file}.absent`), 'does not exist');
  t.match(await complaintAbout(join(file, 'below.yaml')), 'cannot be read: ');
  chmodSync(file, 0o000);
  t.match(await asNobody(() => complaintAbout(file)), 'permission denied');
});

/** Root may read anything: as root, the question is asked as nobody. */
async function asNobody(ask: () => Promise<string>): Promise<string> {
  if (process.getuid?.() !== 0) return ask();
  process.seteuid?.(65534);
  try {
    return await ask();
  } finally {
    process.seteuid?.(0);
  }
}

test('a file in /proc that does not tell its size is read within bounds', async (t) => {
  t.match(await readConfig('/proc/self/status'), { ok: true });
});

async function complaintAbout(file: string): Promise<string> {
  const read = await readConfig(file);
  return read.ok ? 'it was read' : formatProblem(read.problem);
}
