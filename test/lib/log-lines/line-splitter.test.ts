import fc from 'fast-check';
import { test } from 'tap';
import { createLineSplitter, MOST_LINE_BYTES } from '#lib/log-lines/line-splitter.ts';

function split(chunks: readonly Uint8Array[]) {
  const lines: string[] = [];
  const splitter = createLineSplitter(({ number, text }) => {
    lines.push(`${number} ${text}`);
  });
  for (const chunk of chunks) splitter.push(chunk);
  return { lines, count: splitter.end() };
}

const cases = [
  { what: 'nothing', text: '', lines: [] },
  { what: 'an empty line', text: '\n', lines: ['1 '] },
  { what: 'a last line without an end', text: 'a\nb', lines: ['1 a', '2 b'] },
  { what: 'line ends of Windows', text: 'a\r\nb\r\n', lines: ['1 a', '2 b'] },
  { what: 'empty lines, which count', text: '\n\na\n', lines: ['1 ', '2 ', '3 a'] },
  { what: 'a byte order mark', text: '\ufeffa\n', lines: ['1 a'] },
];

for (const { what, text, lines } of cases) {
  test(what, (t) => {
    t.strictSame(split([Buffer.from(text)]), { lines, count: lines.length });
    t.end();
  });
}

test('bytes that are no UTF-8 become replacement characters', (t) => {
  t.strictSame(split([Uint8Array.of(0x61, 0xff, 0x62, 0x0a)]).lines, ['1 a\ufffdb']);
  t.end();
});

test('a long line is cut, and the next one is whole', (t) => {
  const long = 'x'.repeat(3 * MOST_LINE_BYTES);
  for (const size of [1000, 5 * MOST_LINE_BYTES]) {
    const bytes = Buffer.from(`${long}\nshort\n${long}`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const { lines, count } = split(chunks);
    t.equal(count, 3);
    t.strictSame(lines, [
      `1 ${'x'.repeat(MOST_LINE_BYTES)}`,
      '2 short',
      `3 ${'x'.repeat(MOST_LINE_BYTES)}`,
    ]);
  }
  t.end();
});

test('lines do not depend on how the bytes come in', (t) => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('é\r', '\ufeff', ''),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(20), { maxLength: 40 }), (texts, sizes) => {
      const bytes = Buffer.from(texts.join('\n'));
      let from = 0;
      const chunks = [...sizes, bytes.length].map((size) => bytes.subarray(from, (from += size)));
      return JSON.stringify(split(chunks)) === JSON.stringify(split([bytes]));
    }),
  );
  t.end();
});
