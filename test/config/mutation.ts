/** Numbers of 0 to 1 that only seem random (mulberry32): the same seed gives the same ones. */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Spoils a config in one to four places: by characters, by lines, or by its structure. */
export function mutate(text: string, random: Random): string {
  const times = 1 + below(random, 4);
  let spoilt = text;
  for (let time = 0; time < times; time += 1) spoilt = pick(SPOILERS, random)(spoilt, random);
  return spoilt;
}

type Spoiler = (text: string, random: Random) => string;

const SPOILERS: readonly Spoiler[] = [
  dropCharacters,
  insertCharacters,
  insertCharacters,
  dropLine,
  doubleLine,
  swapLines,
  indentLine,
  joinLines,
  replaceValue,
  replaceValue,
  replaceValue,
  replaceKey,
  replaceKey,
  cutOff,
  repeatPart,
];

const CHARACTERS = [
  ...Array.from('[]{}:,-#&*!|>\'"%@`?\\~ \t\n\r\0'),
  '\u202e',
  '\ufeff',
  '\ud800',
  '💥',
  ': ',
  '- ',
  '<<: ',
  '*a',
  '&a ',
  '!!set ',
  '\n---\n',
  '\n...\n',
];

const VALUES = [
  ...['', '~', 'null', '[]', '{}', '[[]]', '{a: b}', '-1', '0', '1e999', '.nan', '0x7f', '1.5'],
  ...['true', '"', "''", '"\\0"', '10.0.0.0/33', '10.0.0.1/8', '::1/128', '5ms', '99999999h'],
  ...['env:A', 'hunter2', '2026-02-30', '2020-01-01', 'x'.repeat(5000), '[1, 2, {a: [b]}]', '|'],
  ...['>-', '*a', '&a b', '!x y', '65536', '"\\u202e"', 'a:b:c', '[10.0.0.0/8, 5, {}, ~]'],
];

const KEYS = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '<<',
    '"1"',
    '1',
    '? [a]',
    '~',
    '""',
  ],
  ...['clutser', 'networks', 'waivers', 'checks', 'baseline', '"a/b~c"', "'a b'", 'x'.repeat(1500)],
];

function dropCharacters(text: string, random: Random): string {
  const at = below(random, text.length);
  return text.slice(0, at) + text.slice(at + 1 + below(random, 8));
}

function insertCharacters(text: string, random: Random): string {
  const at = below(random, text.length);
  const inserted = pick(CHARACTERS, random).repeat(random() < 0.1 ? 50 : 1);
  return text.slice(0, at) + inserted + text.slice(at);
}

function dropLine(text: string, random: Random): string {
  return changeLine(text, random, () => []);
}

function doubleLine(text: string, random: Random): string {
  return changeLine(text, random, (line) => [line, line]);
}

function indentLine(text: string, random: Random): string {
  const indent = pick(['  ', ' ', '\t', ''], random);
  return changeLine(text, random, (line) => [indent + (indent === '' ? line.trimStart() : line)]);
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const [one, other] = [below(random, lines.length), below(random, lines.length)];
  [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
  return lines.join('\n');
}

function joinLines(text: string, random: Random): string {
  const at = text.indexOf('\n', below(random, text.length));
  return at === -1 ? text : text.slice(0, at) + text.slice(at + 1);
}

function replaceValue(text: string, random: Random): string {
  const value = pick(VALUES, random);
  return changeLine(text, random, (line) => [line.replace(/(: |- )\S.*$/, `$1${value}`)]);
}

function replaceKey(text: string, random: Random): string {
  const key = pick(KEYS, random);
  return changeLine(text, random, (line) => [line.replace(/[A-Za-z]+:/, () => `${key}:`)]);
}

function cutOff(text: string, random: Random): string {
  return random() < 0.2 ? text.slice(0, below(random, text.length)) : text;
}

function repeatPart(text: string, random: Random): string {
  const from = below(random, text.length);
  const part = text.slice(from, from + 1 + below(random, 40));
  return text.slice(0, from) + part.repeat(1 + below(random, 60)) + text.slice(from);
}

/** Changes one line that says something. */
function changeLine(
  text: string,
  random: Random,
  change: (line: string) => readonly string[],
): string {
  const lines = text.split('\n');
  const telling = [...lines.keys()].filter((index) => !/^\s*(#|$)/.test(lines[index] ?? ''));
  if (telling.length === 0) return text;
  const chosen = pick(telling, random);
  return lines.flatMap((line, index) => (index === chosen ? change(line) : [line])).join('\n');
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}
