import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { formatProblem, quote } from '../../src/config/problem.ts';
import { readConfig } from '../../src/config/read.ts';
import { problemLines, SMALL } from './resolve.ts';

const SECRET = 'peer: { host: a, token: hunter2 }\n';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Each comes with a token beside it, which no complaint may repeat. */
const hostile = [
  { name: '200,000 anchors', text: `a: [${'&a '.repeat(200_000)}` },
  { name: '30,000 anchored values', text: lines(30_000, (index) => `a${index}: &a${index} 1`) },
  { name: '400,000 directives', text: '%a\n'.repeat(400_000) },
  { name: '100,000 brackets', text: '['.repeat(100_000) },
  { name: '100,000 braces', text: '{'.repeat(100_000) },
  { name: '100,000 block levels', text: '- '.repeat(100_000) },
  { name: 'stairs of 700 steps', text: lines(700, (index) => `${' '.repeat(index)}a:`) },
  { name: '40,000 unknown keys', text: lines(40_000, (index) => `k${index}: 1`) },
  { name: '49,000 pairs in braces', text: `x: {${'a: 1, '.repeat(49_000)}}` },
  { name: 'brackets 30 deep and full', text: `x: ${'['.repeat(30)}${'1,'.repeat(90_000)}` },
  { name: '15,000 waivers gone by', text: `waivers: [${'{expires: 2020-01-01},'.repeat(15_000)}]` },
  { name: '30,000 wrong targets', text: `targets: {bgpPeers: [${'{hots: 1},'.repeat(30_000)}]}` },
  { name: 'a name of 500,000 letters', text: `node: {address: ${'a.'.repeat(250_000)}}` },
  { name: '80,000 tags', text: 'a: !a\n'.repeat(80_000) },
  { name: '80,000 line separators', text: 'a: \u2028'.repeat(80_000) },
  { name: 'keys that reach a prototype', text: '__proto__: {token: hunter2}\nconstructor: 1\n' },
  { name: 'a second document', text: '---\ntoken: hunter2\n' },
  { name: 'a tag of its own kind', text: 'token: !hunter2 hunter2\n' },
  { name: 'a tab as indentation', text: 'node:\n\ttoken: hunter2\n' },
];

/** Far above what any of these takes (0.4 s here): it is there to tell a bound from none. */
const PATIENCE_MS = 5000;

for (const { name, text } of hostile) {
  test(`${name} beside a token: problems, at once, without the token`, async (t) => {
    const file = join(t.testdir({}), 'preflight.yaml');
    for (const whole of [`${SMALL}${SECRET}${text}\n`, `${text}\n${SECRET}`]) {
      const startedMs = performance.now();
      writeFileSync(file, whole);
      const said = await complaintsAbout(file);
      t.ok(performance.now() - startedMs < PATIENCE_MS);
      t.ok(said.length > 0 && said.length <= 101);
      t.notMatch(said.join('\n'), 'hunter2');
    }
  });
}

const slips = [
  '{ host: a, token hunter2 }',
  '{ host: a, token:hunter2 }',
  '{ host: a, token=hunter2 }',
  '{ host: a, TOKEN:hunter2 }',
  '{ host: a, "token\\nhunter2" }',
  '{ host: "a\n  token: hunter2" }',
  '\n  host: >-\n    a\n    token: hunter2',
  '\n  host: a\n  token:hunter2',
  '\n  token:hunter2\n  host: a',
  '\n  host: a\n token: hunter2',
  '\n  host: a\n  token: `hunter2',
  '\n  host: a\n  token: "hunter2',
  '\n  host: a\n  token:\n    hunter2: x',
  '\n  host: a\n  token: |\n    hunter2',
];

for (const slip of slips) {
  test(`a token is not repeated from peer: ${JSON.stringify(slip)}`, async (t) => {
    const said = problemLines(`${SMALL}peer: ${slip}\n`);
    t.ok(said.length > 0);
    t.notMatch(said.join('\n'), 'hunter2');
  });
}

const quotes = [
  { name: 'a token without its space', value: 'token:hunter2', shown: '"token…"' },
  { name: 'the word token alone', value: 'token', shown: '"token"' },
  { name: 'a name with token in it', value: 'token-a.example.com', shown: '"token-a.example.com"' },
  { name: 'a reference to a token', value: 'env:A_TOKEN', shown: '"env:A_TOKEN"' },
  { name: 'a text of 80 letters', value: 'x'.repeat(80), shown: `"${'x'.repeat(80)}"` },
  {
    name: 'a character of two halves at the cut',
    value: `${'x'.repeat(79)}💥x`,
    shown: `"${'x'.repeat(79)}…"`,
  },
  { name: 'half a character', value: 'a\ud800', shown: '"a\\ud800"' },
  {
    name: 'what turns the direction of a text',
    value: '\u061c\u200e\u202e\u2066',
    shown: '"\\u061c\\u200e\\u202e\\u2066"',
  },
  {
    name: 'what ends a line or moves the cursor',
    value: '\n\u0085\u2028\x1b',
    shown: '"\\u000a\\u0085\\u2028\\u001b"',
  },
];

for (const { name, value, shown } of quotes) {
  test(`${name} is quoted as ${shown.slice(0, 40)}`, async (t) => {
    t.equal(quote(value), shown);
  });
}

/** As a run would do it: read, parse, resolve. */
async function complaintsAbout(file: string): Promise<readonly string[]> {
  const read = await readConfig(file);
  return read.ok ? problemLines(read.source.text) : [formatProblem(read.problem)];
}
