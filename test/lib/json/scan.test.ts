import fc from 'fast-check';
import { test } from 'tap';
import { offsetInJson, positionInText } from '#lib/json/locate.ts';
import { findJsonFlaw } from '#lib/json/scan.ts';

const rows = [
  { text: '{"a": [1, -2.5e3, "x\\u00e9\\n", true, false, null, {}, []]}', flaw: undefined },
  { text: ' \t\r\n"text"\n', flaw: undefined },
  { text: '', flaw: { offset: 0, what: /ends too early/ } },
  { text: '{"a": 1', flaw: { offset: 7, what: /ends too early/ } },
  { text: '{"a" 1}', flaw: { offset: 5, what: /a colon/ } },
  { text: '{"a": x}', flaw: { offset: 6, what: /a value/ } },
  { text: '{a: 1}', flaw: { offset: 1, what: /a name in double quotes or \}/ } },
  { text: '{"a": 1,}', flaw: { offset: 8, what: /a name in double quotes/ } },
  { text: '[1 2]', flaw: { offset: 3, what: /a comma/ } },
  { text: '[1}', flaw: { offset: 2, what: /a comma/ } },
  { text: '[,]', flaw: { offset: 1, what: /a value or \]/ } },
  { text: '{} {}', flaw: { offset: 3, what: /after the end/ } },
  { text: '"open', flaw: { offset: 0, what: /no end/ } },
  { text: '"\\x"', flaw: { offset: 0, what: /forbids/ } },
  { text: '"a\tb"', flaw: { offset: 0, what: /forbids/ } },
  { text: '[01]', flaw: { offset: 2, what: /a comma/ } },
  { text: '\u00a01', flaw: { offset: 0, what: /a value/ } },
  { text: '['.repeat(100) + ']'.repeat(100), flaw: { offset: 64, what: /deeper than 64/ } },
];

for (const { text, flaw } of rows) {
  test(`${JSON.stringify(text).slice(0, 50)} has ${flaw === undefined ? 'no flaw' : `a flaw at ${flaw.offset}`}`, async (t) => {
    if (flaw === undefined) t.equal(findJsonFlaw(text), undefined);
    else t.match(findJsonFlaw(text), flaw);
  });
}

test('what has no flaw is what JSON.parse takes', (t) => {
  const pieces = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b\\"',
      '1',
      '-',
      '0',
      '.5',
      'e9',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
      '"',
    ],
  );
  const torn = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.array(pieces, { maxLength: 3 }))
    .map(([json, at, parts]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + parts.join('') + json.slice(cut + parts.length);
    });
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    torn,
  );
  fc.assert(
    fc.property(texts, (text) => (findJsonFlaw(text) === undefined) === isJson(text)),
    { numRuns: 3000 },
  );
  t.end();
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('every value of a document is found where it begins', (t) => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      for (const { path, own } of placesIn(JSON.parse(text), [])) {
        const from = text.slice(offsetInJson(text, path));
        if (!from.startsWith(JSON.stringify(own, null, 0).slice(0, 1))) return false;
        if (typeof own !== 'object' && !from.startsWith(JSON.stringify(own))) return false;
      }
      return true;
    }),
    { numRuns: 500 },
  );
  t.end();
});

type Place = { readonly path: readonly (string | number)[]; readonly own: unknown };

function placesIn(value: unknown, path: Place['path']): readonly Place[] {
  const inside = Array.isArray(value)
    ? value.flatMap((entry, index) => placesIn(entry, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, entry]) => placesIn(entry, [...path, name]))
      : [];
  return [{ path, own: value }, ...inside];
}

test('a path that leads nowhere ends at the nearest thing above', async (t) => {
  const text = '{\n  "a": [ 1, { "b": "x, ]" } ],\n  "c": 2\n}';
  t.equal(text.slice(offsetInJson(text, ['a', 1, 'z'])).slice(0, 5), '{ "b"');
  t.equal(text.slice(offsetInJson(text, ['a', 7])).slice(0, 3), '[ 1');
  t.equal(text.slice(offsetInJson(text, ['c', 'd'])).slice(0, 1), '2');
  t.strictSame(positionInText(text, offsetInJson(text, ['c'])), { line: 3, column: 8 });
  t.strictSame(positionInText(text, 0), { line: 1, column: 1 });
});

test('large and hostile texts are scanned in time', (t) => {
  const started = performance.now();
  t.match(findJsonFlaw('['.repeat(8_000_000)), { what: /deeper/ });
  t.equal(findJsonFlaw(`["${'x'.repeat(4_000_000)}"]`), undefined);
  t.match(findJsonFlaw(`["${'\\"'.repeat(2_000_000)}`), { what: /no end/ });
  t.equal(findJsonFlaw(`[${'0,'.repeat(1_000_000)}0]`), undefined);
  t.ok(performance.now() - started < 10_000);
  t.end();
});
