/** Why a text is no JSON (RFC 8259), and the character, counted from 0, where that shows. */
export type JsonFlaw = { readonly offset: number; readonly what: string };

/** An answer of AWS nests to about ten; deeper is an attack on whoever walks it. */
const DEEPEST = 64;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Wanted =
  'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** Returns the first flaw of a text that is no JSON, or that nests too deep; undefined where it has none. */
export function findJsonFlaw(text: string): JsonFlaw | undefined {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const step: Step | undefined = stepOf(text, at, { wanted, open });
    if (step === undefined) return { offset: at, what: EXPECTED[wanted] };
    if (step.end === -1)
      return { offset: at, what: 'this text has no end, or a character that JSON forbids in it' };
    if (open.length > DEEPEST) return { offset: at, what: `nests deeper than ${DEEPEST} levels` };
    wanted = step.wanted;
    at = skipSpace(text, step.end);
  }
  if (wanted === 'nothing') return undefined;
  return { offset: text.length, what: 'the file ends too early: it was cut off' };
}

const EXPECTED: Readonly<Record<Wanted, string>> = {
  value: 'a value is missing here',
  'value-or-end': 'a value or ] is missing here',
  key: 'a name in double quotes is missing here',
  'key-or-end': 'a name in double quotes or } is missing here',
  colon: 'a colon is missing here',
  'comma-or-end': 'a comma or a closing bracket is missing here',
  nothing: 'something follows after the end',
};

interface State {
  readonly wanted: Wanted;
  /** The brackets that are open; pushed and popped here. */
  readonly open: string[];
}

type Step = { readonly end: number; readonly wanted: Wanted };

/** Takes one mark or scalar; undefined where another was wanted, an end of -1 where a text is broken. */
function stepOf(text: string, at: number, { wanted, open }: State): Step | undefined {
  const mark = text.charAt(at);
  if (mark === closingFor(wanted, open)) return closeStep(at, open);
  switch (wanted) {
    case 'value':
    case 'value-or-end':
      return valueStep(text, at, open);
    case 'key':
    case 'key-or-end':
      return mark === '"' ? { end: endOfText(text, at), wanted: 'colon' } : undefined;
    case 'colon':
      return markStep(at, mark === ':', 'value');
    case 'comma-or-end':
      return markStep(at, mark === ',', BETWEEN[innermost(open)]);
    case 'nothing':
      return undefined;
  }
}

function markStep(at: number, isThere: boolean, wanted: Wanted): Step | undefined {
  return isThere ? { end: at + 1, wanted } : undefined;
}

type Bracket = '{' | '[';

const BETWEEN = { '{': 'key', '[': 'value' } as const satisfies Record<Bracket, Wanted>;
const CLOSING = { '{': '}', '[': ']' } as const satisfies Record<Bracket, string>;

function innermost(open: readonly string[]): Bracket {
  return open.at(-1) === '{' ? '{' : '[';
}

/** The bracket that may close here; undefined where none may. */
function closingFor(wanted: Wanted, open: readonly string[]): string | undefined {
  return wanted.endsWith('-or-end') ? CLOSING[innermost(open)] : undefined;
}

function valueStep(text: string, at: number, open: string[]): Step | undefined {
  const mark = text.charAt(at);
  if (mark === '{' || mark === '[') {
    open.push(mark);
    return { end: at + 1, wanted: mark === '{' ? 'key-or-end' : 'value-or-end' };
  }
  const end =
    mark === '"' ? endOfText(text, at) : (endOf(NUMBER, text, at) ?? endOf(WORD, text, at));
  return end === undefined ? undefined : { end, wanted: after(open) };
}

function closeStep(at: number, open: string[]): Step {
  open.pop();
  return { end: at + 1, wanted: after(open) };
}

function after(open: readonly string[]): Wanted {
  return open.length === 0 ? 'nothing' : 'comma-or-end';
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/** Returns where the text ends that begins at `at`; -1 where it does not, or is broken. */
function endOfText(text: string, at: number): number {
  let here = at + 1;
  while (here < text.length) {
    const code = text.charCodeAt(here);
    if (code === QUOTE) return here + 1;
    if (code < FIRST_PRINTABLE) return -1;
    const next = code === BACKSLASH ? endOf(ESCAPE, text, here) : here + 1;
    if (next === undefined) return -1;
    here = next;
  }
  return -1;
}

/** The four characters that JSON takes for space; `\s` has more. */
function skipSpace(text: string, at: number): number {
  let here = at;
  while (' \t\n\r'.includes(text.charAt(here)) && here < text.length) here += 1;
  return here;
}
