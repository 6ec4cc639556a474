import { test } from 'tap';
import { parseDuration } from '#lib/quantity/duration.ts';
import { parseRate } from '#lib/quantity/rate.ts';
import { parseShare } from '#lib/quantity/share.ts';
import { parseSize } from '#lib/quantity/size.ts';

const good = [
  { parse: parseDuration, text: '500ms', is: { milliseconds: 500 } },
  { parse: parseDuration, text: '3s', is: { milliseconds: 3000 } },
  { parse: parseDuration, text: '1.5m', is: { milliseconds: 90_000 } },
  { parse: parseDuration, text: '2h', is: { milliseconds: 7_200_000 } },
  { parse: parseRate, text: '64kbps', is: { bitsPerSecond: 64_000 } },
  { parse: parseRate, text: '100Mbps', is: { bitsPerSecond: 100e6 } },
  { parse: parseRate, text: '2.5Gbps', is: { bitsPerSecond: 2.5e9 } },
  { parse: parseRate, text: '9600bps', is: { bitsPerSecond: 9600 } },
  { parse: parseSize, text: '9000B', is: { bytes: 9000 } },
  { parse: parseSize, text: '1MiB', is: { bytes: 1_048_576 } },
  { parse: parseSize, text: '2GiB', is: { bytes: 2_147_483_648 } },
  { parse: parseShare, text: '0.01%', is: { ratio: 0.0001 } },
  { parse: parseShare, text: '100%', is: { ratio: 1 } },
];

for (const { parse, text, is } of good) {
  test(`${parse.name} reads ${text}`, async (t) => {
    t.strictSame(parse(text), { ok: true, ...is });
  });
}

const bad = [
  { parse: parseDuration, texts: ['', '5', '5 s', '-5s', '5S', '5sec', '.5s', '1e3s', '5s\n'] },
  { parse: parseRate, texts: ['', '10', '10 Gbps', '10Gb', '10gbps', '10GB', '-1Mbps', '1,5Gbps'] },
  { parse: parseSize, texts: ['', '1', '1MB', '1mib', '1.5MiB', '-1B', '1 MiB'] },
  { parse: parseShare, texts: ['', '0.01', '101%', '-1%', '0,1%', '1 %', '%'] },
];

for (const { parse, texts } of bad) {
  for (const text of texts) {
    test(`${parse.name} refuses ${JSON.stringify(text)} and says what it wants`, async (t) => {
      const parsed = parse(text);
      t.match(parsed.ok ? '' : parsed.why, /^is no (duration|rate|size|percentage) such as /);
    });
  }
}
