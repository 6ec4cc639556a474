import fc from 'fast-check';
import { test } from 'tap';
import { ddReadArguments, ddWriteArguments } from '#lib/dd/arguments.ts';
import { parseDd } from '#lib/dd/parse.ts';

const FILE = { path: '/mnt/nfs/x', blockBytes: 1_048_576, blocks: 1000, isDirect: true };

test('the arguments of dd', (t) => {
  t.strictSame(ddWriteArguments(FILE), [
    ...['if=/dev/zero', 'of=/mnt/nfs/x', 'bs=1048576', 'count=1000', 'oflag=direct', 'conv=fsync'],
  ]);
  t.strictSame(ddWriteArguments({ ...FILE, isDirect: false }, '/run/source'), [
    ...['if=/run/source', 'of=/mnt/nfs/x', 'bs=1048576', 'count=1000', 'conv=fsync'],
  ]);
  t.strictSame(ddReadArguments(FILE), [
    ...['if=/mnt/nfs/x', 'of=/dev/null', 'bs=1048576', 'count=1000', 'iflag=direct'],
  ]);
  t.notOk(ddReadArguments({ ...FILE, isDirect: false }).includes('iflag=direct'));
  for (const wrong of [
    { path: 'x' },
    { path: '/x\0' },
    { blockBytes: 0 },
    { blocks: 1.5 },
    { blockBytes: 2 ** 31 },
  ]) {
    t.throws(() => ddWriteArguments({ ...FILE, ...wrong }), TypeError, JSON.stringify(wrong));
  }
  t.end();
});

const RECORDS = '20+0 records in\n20+0 records out\n';

test('what dd said', (t) => {
  const rows: readonly (readonly [
    program: string,
    text: string,
    bytes: number,
    seconds: number,
  ])[] = [
    // Recorded.
    [
      'coreutils 9.1',
      '20971520 bytes (21 MB, 20 MiB) copied, 0.0431619 s, 486 MB/s',
      20_971_520,
      0.0431619,
    ],
    [
      'coreutils 9.1',
      '20971520000 bytes (21 GB, 20 GiB) copied, 0.174814 s, 120 GB/s',
      20_971_520_000,
      0.174814,
    ],
    ['coreutils 9.1', '100 bytes copied, 3.7346e-05 s, 2.7 MB/s', 100, 3.7346e-5],
    ['coreutils 9.1', '1 byte copied, 2.5208e-05 s, 39.7 kB/s', 1, 2.5208e-5],
    ['coreutils 9.1', '0 bytes copied, 0.00042573 s, 0.0 kB/s', 0, 0.00042573],
    // By their source.
    [
      'coreutils 8.22',
      '1048576000 bytes (1.0 GB) copied, 1.24747 s, 841 MB/s',
      1_048_576_000,
      1.24747,
    ],
    ['coreutils 8.22', '1 byte (1 B) copied, 0.1 s, 0.0 kB/s', 1, 0.1],
    [
      'coreutils 5.97',
      '1048576000 bytes (1.0 GB) copied, 1.24747 seconds, 841 MB/s',
      1_048_576_000,
      1.24747,
    ],
    [
      'busybox',
      '1048576000 bytes (1000.0MB) copied, 1.247471 seconds, 801.6MB/s',
      1_048_576_000,
      1.247471,
    ],
    [
      'BSD',
      '1048576000 bytes transferred in 1.247471 secs (840561407 bytes/sec)',
      1_048_576_000,
      1.247471,
    ],
    ['uutils', '20971520 bytes (21 MB, 20 MiB) copied, 0.043 s, 486 MB/s', 20_971_520, 0.043],
    [
      'long',
      '1073741824000 bytes (1.1 TB, 1000 GiB) copied, 86400 s, 12.4 MB/s',
      1_073_741_824_000,
      86_400,
    ],
  ];
  for (const [program, text, bytes, seconds] of rows) {
    t.strictSame(
      parseDd(`${RECORDS}${text}\n`),
      {
        ...{ bytes, seconds, rateBps: (bytes * 8) / seconds },
        recordsIn: { full: 20, partial: 0 },
        recordsOut: { full: 20, partial: 0 },
        complaint: null,
      },
      program,
    );
  }
  t.end();
});

test('what dd complained of', (t) => {
  const full =
    "dd: error writing '/dev/full': No space left on device\n1+0 records in\n0+1 records out\n4096 bytes (4.1 kB, 4.0 KiB) copied, 0.5 s, 8.2 kB/s\n";
  t.strictSame(parseDd(full), {
    ...{ bytes: 4096, seconds: 0.5, rateBps: 65_536 },
    recordsIn: { full: 1, partial: 0 },
    recordsOut: { full: 0, partial: 1 },
    complaint: { text: "error writing '/dev/full': No space left on device", name: 'ENOSPC' },
  });
  for (const [line, name] of [
    ["dd: failed to open '/mnt/nfs/d': Invalid argument", 'EINVAL'],
    ["dd: failed to open '/mnt/nfs/q': Read-only file system", 'EROFS'],
    ["dd: can't open '/nonexist/x': No such file or directory", 'ENOENT'],
    ["/usr/bin/dd: closing output file '/mnt/x': Stale file handle", 'ESTALE'],
    ["dd: fsync failed for '/mnt/x': Disk quota exceeded", 'EDQUOT'],
    ["dd: unrecognized operand 'nonsense=1'", null],
  ] as const) {
    t.equal(parseDd(`${line}\n`).complaint?.name, name, line);
  }
  t.end();
});

const NOTHING = {
  ...{ bytes: null, seconds: null, rateBps: null, recordsIn: null, recordsOut: null },
  complaint: null,
};

test('what dd did not say is null', (t) => {
  t.strictSame(parseDd(''), NOTHING);
  t.match(
    parseDd(RECORDS),
    { bytes: null, rateBps: null, recordsOut: { full: 20 } },
    'busybox of Debian',
  );
  t.match(parseDd('8 bytes (8B) copied, 0.000000 seconds, 0B/s'), {
    bytes: 8,
    seconds: 0,
    rateBps: null,
  });
  for (const line of [
    '20971520 Bytes (21 MB, 20 MiB) kopiert, 0,0431619 s, 486 MB/s',
    '20971520 bytes (21 MB, 20 MiB) copied, 0,0431619 s, 486 MB/s',
    '-1 bytes copied, 1 s, 1 B/s',
    '8 bytes copied, 1e999 s, 1 B/s',
  ]) {
    t.equal(parseDd(line).rateBps, null, line);
  }
  t.end();
});

test('of progress the end counts', (t) => {
  const progress = Array.from(
    { length: 5000 },
    (_, second) => `\r${second}000000 bytes (1 MB, 1 MiB) copied, ${second} s, 1 MB/s`,
  );
  const text = `dd: warning: odd\n${progress.join('')}\n${RECORDS}5000 bytes (5.0 kB, 4.9 KiB) copied, 4 s, 1.2 kB/s\n`;
  t.match(parseDd(text), {
    bytes: 5000,
    seconds: 4,
    rateBps: 10_000,
    complaint: { text: 'warning: odd' },
  });
  t.end();
});

test('no text makes it throw, wait or grow', (t) => {
  const line = '20971520 bytes (21 MB, 20 MiB) copied, 0.0431619 s, 486 MB/s';
  const words = ['(', ')', '9'.repeat(30), 'e99', '\r', '\n', '\0', 'dd: ', '-', '1+1 records in'];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(fc.nat(60), fc.constantFrom(...words), fc.nat(9))
      .map(([at, word, over]) => line.slice(0, at) + word + line.slice(at + over)),
  );
  let rates = 0;
  fc.assert(
    fc.property(text, (given) => {
      const { bytes, seconds, rateBps, complaint } = parseDd(given);
      if (rateBps !== null) rates += 1;
      for (const one of [bytes, seconds, rateBps])
        t.ok(one === null || (one >= 0 && one < Infinity));
      t.ok((complaint?.text.length ?? 0) <= 300);
    }),
    { seed: 20261122, numRuns: 1000 },
  );
  t.ok(rates > 20, `${rates} were near enough`);
  for (const part of ['1 bytes (', '1 bytes copied, ', '9', '\r', 'dd: ', '1+']) {
    const startedAt = performance.now();
    parseDd(part.repeat(2_000_000 / part.length));
    t.ok(performance.now() - startedAt < 1000, part);
  }
  t.end();
});
