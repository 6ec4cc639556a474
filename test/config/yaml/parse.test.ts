import { test } from 'tap';
import { parseYaml } from '../../../src/config/yaml/parse.ts';

const strange = [
  {
    name: 'the same key twice',
    text: 'a: 1\nb: 2\na: 3\n',
    says: ['3:1 this key appears twice, first on line 1'],
  },
  {
    name: 'the same key, once escaped',
    text: 'a: 1\n"\\u0061": 2\n',
    says: ['2:1 this key appears twice, first on line 1'],
  },
  {
    name: 'the same key inside braces',
    text: 'x: {a: 1, a: 2}\n',
    says: ['1:11 this key appears twice, first on line 1'],
  },
  {
    name: 'keys that reach a prototype',
    text: '__proto__: {a: 1}\nb: {constructor: 1}\nc: [{prototype: 1}]\n',
    says: [
      '1:1 __proto__ is never a setting',
      '2:5 constructor is never a setting',
      '3:6 prototype is never a setting',
    ],
  },
  { name: 'a merge key', text: 'a: {<<: {b: 1}}\n', says: ['1:5 a merge key stands here'] },
  { name: 'an alias', text: 'a: &a 1\nb: *a\n', says: ['2:4 an alias stands here'] },
  { name: 'an alias of itself', text: 'a: &a [*a]\n', says: ['1:8 an alias stands here'] },
  { name: 'an alias of nothing', text: 'a: *b\n', says: ['1:4 an alias stands here'] },
  { name: 'an alias as a key', text: 'a: &a x\n*a : 1\n', says: ['2:1 this key is no text'] },
  { name: 'a tag of its own kind', text: 'a: !x 1\n', says: ['1:4 a tag stands here'] },
  { name: 'a tag that makes bytes', text: 'a: !!binary aaaa\n', says: ['1:4 a tag stands here'] },
  { name: 'a tag that makes a set', text: 'a: !!set {b}\n', says: ['1:4 a tag stands here'] },
  {
    name: 'a tag that runs code elsewhere',
    text: 'a: !!js/function "x"\n',
    says: ['1:4 a tag stands here'],
  },
  { name: 'a second document', text: 'a: 1\n---\nb: 2\n', says: ['2:1 a second document begins'] },
  {
    name: 'a directive of YAML 1.1',
    text: '%YAML 1.1\n---\na: no\n',
    says: ['1:1 a %YAML directive stands here'],
  },
  {
    name: 'an unknown directive',
    text: '%FOO\n---\na: 1\n',
    says: ['1:1 a directive is not understood'],
  },
  { name: 'a key that is a number', text: '1: a\n', says: ['1:1 this key is no text'] },
  { name: 'a key that is a list', text: '? [a]\n: 1\n', says: ['1:3 this key is no text'] },
  {
    name: 'a tab as indentation',
    text: 'a:\n\tb: 1\n',
    says: ['2:1 a tab stands in the indentation'],
  },
  { name: 'no file at all', text: '', says: ['1:1 the file is empty'] },
  { name: 'comments alone', text: '# nothing\n', says: ['1:1 the file is empty'] },
  { name: 'a start mark alone', text: '---\n', says: ['1:1 the file is empty'] },
  {
    name: 'a bracket that stays open',
    text: 'a: [1,\nb: 2\n',
    says: ['2:1 the indentation does not fit the lines above'],
  },
  {
    name: 'a quote that stays open',
    text: 'a: "b\n',
    says: ['2:1 a quote, bracket, comma or colon is missing here or before'],
  },
  { name: 'two keys on one line', text: 'a: b: c\n', says: ['1:4 two keys stand on one line'] },
] as const;

for (const { name, text, says } of strange) {
  test(`${name} is a complaint with its place`, async (t) => {
    t.strictSame(complaints(text), says);
  });
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const NESTED = 'nests deeper than 32 levels';
const LARGE = 'the file goes on beyond what a config can hold';

/** Each of these takes a careless parser seconds, all the memory, or the stack. */
const hostile = [
  { name: '100,000 brackets', text: '['.repeat(100_000), says: NESTED },
  { name: '100,000 braces', text: '{a: '.repeat(100_000), says: NESTED },
  { name: '100,000 dashes', text: '- '.repeat(100_000), says: NESTED },
  { name: '100,000 question marks', text: '? '.repeat(100_000), says: NESTED },
  {
    name: 'stairs of 700 steps',
    text: lines(700, (index) => `${' '.repeat(index)}a:`),
    says: NESTED,
  },
  {
    name: '200,000 closing brackets',
    text: ']'.repeat(200_000),
    says: 'something stands where YAML expects nothing of the kind',
  },
  { name: '100,000 anchors', text: '&a '.repeat(100_000), says: LARGE },
  { name: '100,000 aliases', text: '*a '.repeat(100_000), says: LARGE },
  { name: '100,000 tags', text: '!a '.repeat(100_000), says: LARGE },
  { name: '130,000 documents', text: '---\n'.repeat(130_000), says: LARGE },
  { name: '130,000 directives', text: '%a\n'.repeat(130_000), says: LARGE },
  { name: '260,000 comments', text: '#\n'.repeat(260_000), says: LARGE },
  { name: '130,000 entries', text: '- a\n'.repeat(130_000), says: LARGE },
  {
    name: '260,000 bad escapes',
    text: `"${'\\x'.repeat(260_000)}"`,
    says: 'an escape sequence in double quotes is none of YAML’s',
  },
  {
    name: 'half a megabyte of colons',
    text: ':'.repeat(524_288),
    says: 'a key is longer than 1024 characters',
  },
  { name: 'half a megabyte of tabs', text: '\t'.repeat(524_288), says: 'the file is empty' },
  {
    name: 'an open quote over 260,000 lines',
    text: `"${'a\n'.repeat(260_000)}`,
    says: 'a quote, bracket, comma or colon is missing here or before',
  },
  {
    name: 'the same key 25,000 times',
    text: 'a: 1\n'.repeat(25_000),
    says: 'this key appears twice, first on line 1',
  },
  {
    name: 'a bomb of aliases',
    text: [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
    ].join('\n'),
    says: 'an alias stands here',
  },
  {
    name: 'a bomb of merges',
    text: [
      'a0: &a0 {x: 1}',
      ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}`),
    ].join('\n'),
    says: 'a merge key stands here',
  },
];

/** Far above what any of these takes (0.3 s here): it is there to tell a bound from none. */
const PATIENCE_MS = 5000;

for (const { name, text, says } of hostile) {
  test(`${name}: refused, at once, in few words`, async (t) => {
    const startedMs = performance.now();
    const found = complaints(text);
    t.ok(performance.now() - startedMs < PATIENCE_MS);
    t.equal(found[0]?.replace(/^\d+:\d+ /, ''), says);
    t.ok(found.length <= 20);
  });
}

const plain = [
  { name: 'a long text', text: `a: ${'b'.repeat(100_000)}`, value: { a: 'b'.repeat(100_000) } },
  { name: 'a comment far to the right', text: `a: 1\n${' '.repeat(80)}# why\n`, value: { a: 1 } },
  {
    name: 'words that YAML 1.1 took for something else',
    text: 'a: [no, 1_000, 2027-01-31, 0755, 10:30]\n',
    value: { a: ['no', '1_000', '2027-01-31', 755, '10:30'] },
  },
  { name: 'lines that end as on Windows', text: 'a: 1\r\nb: 2\r\n', value: { a: 1, b: 2 } },
  { name: 'a start and an end mark', text: '---\na: 1\n...\n', value: { a: 1 } },
  { name: 'a scalar alone', text: 'null\n', value: null },
];

for (const { name, text, value } of plain) {
  test(`${name} is plain data`, async (t) => {
    const parsed = parseYaml(text);
    t.strictSame(parsed.ok && parsed.tree.value, value);
  });
}

test('nothing of a broken text is repeated: it may be a secret', async (t) => {
  for (const text of [
    'token: "a" hunter2\n',
    'token: [a\nhunter2: }\n',
    'token: &hunter2\n hunter2: *hunter2x\n',
    '%hunter2\n',
  ]) {
    const parsed = parseYaml(text);
    t.notMatch(JSON.stringify(parsed.ok ? 'it was read' : parsed.complaints), 'hunter2');
  }
});

const text = 'a:\n  b: [1, {c: 2}]\n"1": x\n"d/e~f":\n  g:\n';

const positions = [
  { path: ['a', 'b'], part: 'value', at: '2:6' },
  { path: ['a', 'b'], part: 'key', at: '2:3' },
  { path: ['a', 'b', 1, 'c'], part: 'value', at: '2:14' },
  { path: ['a', 'b', 1, 'c'], part: 'key', at: '2:11' },
  { path: ['a', 'b', 7, 'c'], part: 'value', at: '2:6' },
  { path: ['1'], part: 'key', at: '3:1' },
  { path: ['d/e~f'], part: 'key', at: '4:1' },
  { path: ['d/e~f', 'g'], part: 'value', at: '5:5' },
  { path: ['z'], part: 'key', at: '1:1' },
  { path: [], part: 'value', at: '1:1' },
] as const;

for (const { path, part, at } of positions) {
  test(`the ${part} at ${path.join(' → ') || 'the top'} stands at ${at}`, async (t) => {
    const parsed = parseYaml(text);
    if (!parsed.ok) throw new Error('the text is sound');
    const { line, column } = parsed.tree.positionOf(path, part);
    t.equal(`${line}:${column}`, at);
  });
}

function complaints(hostileText: string): readonly string[] {
  const parsed = parseYaml(hostileText);
  return parsed.ok
    ? ['it was read']
    : parsed.complaints.map(({ line, column, what }) => `${line}:${column} ${what}`);
}
