/**
 * Returns where the value at `path` begins in a text that is JSON, in characters from 0; where there is none, the
 * nearest thing above it that exists.
 */
export function offsetInJson(text: string, path: readonly (string | number)[]): number {
  let at = skipSpace(text, 0);
  for (const part of path) {
    const next = childAt(text, at, part);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** Returns where in a text a character stands; both count from 1. */
export function positionInText(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Of a name that stands in a group twice, the last counts, as JSON.parse has it. */
function childAt(text: string, at: number, part: string | number): number | undefined {
  const mark = text.charAt(at);
  if (mark !== '{' && mark !== '[') return undefined;
  const isGroup = mark === '{';
  let found: number | undefined;
  let here = skipSpace(text, at + 1);
  for (let index = 0; !isEnd(text, here); index += 1) {
    const value = isGroup ? valueAfterName(text, here) : here;
    if ((isGroup ? nameAt(text, here) : index) === part) found = value;
    here = afterComma(text, endOfValue(text, value));
  }
  return found;
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || '}]'.includes(text.charAt(at));
}

function afterComma(text: string, at: number): number {
  const here = skipSpace(text, at);
  return text.charAt(here) === ',' ? skipSpace(text, here + 1) : here;
}

function nameAt(text: string, at: number): unknown {
  return JSON.parse(text.slice(at, endOfText(text, at)));
}

function valueAfterName(text: string, at: number): number {
  return skipSpace(text, skipSpace(text, endOfText(text, at)) + 1);
}

function endOfValue(text: string, at: number): number {
  let depth = 0;
  let here = at;
  do {
    const mark = text.charAt(here);
    if (mark === '"') here = endOfText(text, here);
    else if ('{['.includes(mark)) [depth, here] = [depth + 1, here + 1];
    else if ('}]'.includes(mark)) [depth, here] = [depth - 1, here + 1];
    else here = endOfScalar(text, here);
  } while (depth > 0 && here < text.length);
  return here;
}

const SCALAR = /[^"{}[\],]+|,/y;

/** A number, a word, or what stands between two values: at least one character. */
function endOfScalar(text: string, at: number): number {
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? SCALAR.lastIndex : at + 1;
}

function endOfText(text: string, at: number): number {
  let here = at + 1;
  while (here < text.length && text.charAt(here) !== '"')
    here += text.charAt(here) === '\\' ? 2 : 1;
  return here + 1;
}

function skipSpace(text: string, at: number): number {
  let here = at;
  while (here < text.length && ' \t\n\r'.includes(text.charAt(here))) here += 1;
  return here;
}
