import fc from 'fast-check';
import { test } from 'tap';
import { parseToml } from '#lib/toml/parse.ts';

/** Without the missing prototype of its tables. */
function read(text: string): unknown {
  const parsed = parseToml(text);
  return parsed.ok ? JSON.parse(JSON.stringify(parsed.table)) : `${parsed.line}: ${parsed.why}`;
}

const SOUND: Readonly<Record<string, readonly [string, unknown]>> = {
  'nothing at all': ['', {}],
  'comments and blank lines': ['# one\n\n  # two\r\n', {}],
  'values of each kind': [
    `a = 1\nb = -1.5e3\nc = 0xff\nd = 0o17\ne = 0b11\nf = 1_000\ng = true\nh = "x"\ni = 'y\\'\nj = inf\n`,
    { a: 1, b: -1500, c: 255, d: 15, e: 3, f: 1000, g: true, h: 'x', i: 'y\\', j: 'inf' },
  ],
  'dates, as their text': [
    'a = 2026-11-20\nb = 2026-11-20T10:00:00Z\nc = 2026-11-20 10:00:00\nd = 10:00:00',
    { a: '2026-11-20', b: '2026-11-20T10:00:00Z', c: '2026-11-20 10:00:00', d: '10:00:00' },
  ],
  escapes: ['a = "\\t\\"\\\\\\u00e9\\U0001F600"', { a: '\t"\\é😀' }],
  'long strings': [
    `a = """\none\\\n   two "quoted" """\nb = '''\nraw\\n'''`,
    { a: 'onetwo "quoted" ', b: 'raw\\n' },
  ],
  'lists over lines': ['a = [ 1, # one\n 2,\n]\nb = [[1], ["x"]]', { a: [1, 2], b: [[1], ['x']] }],
  'tables in braces': [
    'a = { b = 1, "c d" = { e = 2 } }\nf = {}',
    { a: { b: 1, 'c d': { e: 2 } }, f: {} },
  ],
  'dotted and quoted keys': [
    `[plugins."io.containerd.grpc.v1.cri".containerd]\n  default_runtime_name = "nvidia"\n  runtimes.runc.type = 'io'`,
    {
      plugins: {
        'io.containerd.grpc.v1.cri': {
          containerd: { default_runtime_name: 'nvidia', runtimes: { runc: { type: 'io' } } },
        },
      },
    },
  ],
  'lists of tables': ['[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2', { a: [{ b: 1 }, { c: { d: 2 } }] }],
  'a table after those within it': ['[a.b]\nc = 1\n[a]\nd = 2', { a: { b: { c: 1 }, d: 2 } }],
  'no end of line at the end': ['a = 1 # last', { a: 1 }],
};

for (const [name, [text, expected]] of Object.entries(SOUND)) {
  test(`TOML: ${name}`, (t) => {
    t.strictSame(read(text), expected);
    t.end();
  });
}

const BROKEN: readonly (readonly [string, RegExp])[] = [
  ['a', /^1: no = follows/],
  ['a = 1\nb =', /^2: no value/],
  ['a = 1 b = 2', /^1: something follows/],
  ['a = 1\na = 2', /^2: "a" is there twice/],
  ['[a]\n[a]', /^2: the table a is there twice/],
  ['a = 1\n[a.b]', /^2: "a" is no table/],
  ['a = { b = 1 }\n[a.c]', /^2: "a" is no table/],
  ['a = [1]\n[[a]]', /^2: a is no list of tables/],
  ['[[a]]\n[a]\n[[a]]\n[a]\n[a]', /^5: /],
  ['[a', /^1: a heading does not end/],
  ['= 1', /^1: no key/],
  ['a = "x', /^1: a string does not end/],
  ["a = 'x\n'", /^1: a string does not end/],
  ['a = """x', /^1: a string does not end/],
  ['a = "\\q"', /^1: a backslash/],
  ['a = "\\ud800"', /^1: an escape names no character/],
  ['a = [1 2]', /^1: a list does not go on/],
  ['a = [1', /^1: (a list|no value)/],
  ['a = { b = 1 c = 2 }', /^1: a table in braces/],
  ['a = 007', /^1: a value is no TOML/],
  ['a = yes', /^1: a value is no TOML/],
  [`a = ${'['.repeat(100_000)}`, /^1: the lists are too deep/],
  [`a = ${'{b='.repeat(100_000)}`, /^1: the lists are too deep/],
  [`${'a.'.repeat(100)}a = 1`, /^1: the key has too many parts/],
];

test('what is no TOML is told with its line', (t) => {
  for (const [text, why] of BROKEN) t.match(read(text), why, text.slice(0, 40));
  t.end();
});

test('a key may be called anything', (t) => {
  const parsed = parseToml('__proto__ = { polluted = 1 }\nconstructor.prototype.polluted = 1');
  t.ok(parsed.ok);
  t.equal(({} as Record<string, unknown>)['polluted'], undefined);
  t.end();
});

test('TOML: whatever it is given, it ends, and says yes or no', (t) => {
  const words = [
    'a',
    '.',
    '=',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '\\',
    '\n',
    '#',
    ',',
    '1',
    ' ',
    '"""',
    "'''",
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
      ),
      (text) => typeof parseToml(text).ok === 'boolean',
    ),
    { numRuns: 2000 },
  );
  const startedMs = performance.now();
  for (const text of [
    '"'.repeat(500_000),
    '#'.repeat(500_000),
    `a = "${'x'.repeat(500_000)}`,
    'a = ['.repeat(100_000),
  ])
    t.notOk(parseToml(text).ok && text.startsWith('a'));
  t.ok(performance.now() - startedMs < 2000);
  t.end();
});
