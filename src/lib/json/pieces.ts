import { isFields } from './fields.ts';
import type { Fields } from './fields.ts';

/** What programs such as iperf3 and fio print: JSON objects, lines of text between them, and objects that are no JSON. */
export type Piece =
  | { readonly kind: 'object'; readonly value: Fields }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'broken'; readonly why: string };

/** Reads output in chunks that are cut anywhere. */
export interface PieceReader {
  push(chunk: string): readonly Piece[];
  /** Returns what was left unfinished. */
  end(): readonly Piece[];
}

// A result has seven levels; `server_output_json` is another result inside it.
const MOST_LEVELS = 32;

/** C's printf for a number that is none, which JSON does not know (iperf 3.1 with cJSON of that time, #613). */
const NO_NUMBER = /:\s*-?(?:nan|inf(?:inity)?)(?=\s*[,}\]])/gi;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Returns a reader that finds the objects in the output of -J and of --json-stream. An object starts at the start of a
 * line, where iperf3 prints no other brace, so that one that is cut short hides none that follow. Memory is bounded:
 * what is longer than `mostCharacters` is dropped. Never throws; the work is linear in what is pushed.
 */
export function createPieceReader(mostCharacters: number): PieceReader {
  const pending = createPendingLine(mostCharacters);
  const pieces = createPieceBuilder(mostCharacters);
  return {
    push: (chunk) => {
      const found: Piece[] = [];
      let start = 0;
      for (;;) {
        const end = chunk.indexOf('\n', start);
        pending.append(chunk.slice(start, end === -1 ? undefined : end));
        if (end === -1) return found;
        for (const piece of pieces.line(pending.take())) found.push(piece);
        start = end + 1;
      }
    },
    end: () => [...pieces.line(pending.take()), ...pieces.cut()],
  };
}

interface PendingLine {
  append(text: string): void;
  /** Returns the line, or null if it was too long. */
  take(): string | null;
}

function createPendingLine(mostCharacters: number): PendingLine {
  let line = '';
  let isTooLong = false;
  return {
    append: (text) => {
      isTooLong ||= line.length + text.length > mostCharacters;
      line = isTooLong ? '' : line + text;
    },
    take: () => {
      const taken = isTooLong ? null : line;
      line = '';
      isTooLong = false;
      return taken;
    },
  };
}

interface PieceBuilder {
  line(line: string | null): readonly Piece[];
  cut(): readonly Piece[];
}

function createPieceBuilder(mostCharacters: number): PieceBuilder {
  let open: OpenObject | null = null;

  const cut = (): readonly Piece[] => {
    const pieces = open === null ? [] : [broken('ends in the middle of its JSON')];
    open = null;
    return pieces;
  };
  const addTo = (object: OpenObject, text: string): { piece: Piece | null; rest: string } => {
    const end = object.add(text);
    open = end === null ? object : null;
    if (typeof end === 'number') return { piece: object.parsed(), rest: text.slice(end).trim() };
    return { piece: end === null ? null : broken(end.why), rest: '' };
  };
  return {
    line: (line) => {
      if (line === null) {
        open = null;
        return [broken('has a line that is too long')];
      }
      const pieces = line.startsWith('{') ? [...cut()] : [];
      let rest = line;
      while (rest !== '') {
        const object = open ?? (rest.startsWith('{') ? createOpenObject(mostCharacters) : null);
        if (object === null) return [...pieces, ...textPieces(rest)];
        const added = addTo(object, rest);
        if (added.piece !== null) pieces.push(added.piece);
        rest = added.rest;
      }
      return pieces;
    },
    cut,
  };
}

interface OpenObject {
  /** Returns where in the line the object ends, null if it goes on, or why it is none. */
  add(line: string): number | null | { readonly why: string };
  parsed(): Piece;
}

function createOpenObject(mostCharacters: number): OpenObject {
  const lines: string[] = [];
  let characters = 0;
  let levels = 0;
  return {
    add: (line) => {
      characters += line.length + 1;
      if (characters > mostCharacters) return { why: 'is too long' };
      const scanned = scan(line, levels);
      lines.push(line.slice(0, scanned.end));
      levels = scanned.levels;
      if (levels > MOST_LEVELS) return { why: 'is nested too deeply' };
      return levels === 0 ? scanned.end : null;
    },
    parsed: () => parsed(lines.join('\n')),
  };
}

/** Returns how many levels are open after the line, and where the last one closed. No string goes over a line end. */
function scan(line: string, openLevels: number): { readonly levels: number; readonly end: number } {
  let levels = openLevels;
  let index = 0;
  while (index < line.length && levels <= MOST_LEVELS) {
    const code = line.charCodeAt(index);
    index = code === QUOTE ? stringEnd(line, index) : index + 1;
    levels += STEPS.get(code) ?? 0;
    if (levels === 0) return { levels, end: index };
  }
  return { levels, end: line.length };
}

const STEPS: ReadonlyMap<number, number> = new Map(
  Object.entries({ '{': 1, '[': 1, '}': -1, ']': -1 }).map(([brace, step]) => [
    brace.charCodeAt(0),
    step,
  ]),
);

function stringEnd(line: string, start: number): number {
  let index = start + 1;
  while (index < line.length) {
    const code = line.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    index += code === BACKSLASH ? 2 : 1;
  }
  return index;
}

function parsed(text: string): Piece {
  const value = parsedJson(text) ?? parsedJson(text.replace(NO_NUMBER, ': null'));
  return isFields(value) ? { kind: 'object', value } : broken('is no JSON');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // What is no JSON is a value here: the output of another program.
  }
}

function textPieces(text: string): readonly Piece[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : [{ kind: 'line', text: trimmed }];
}

function broken(why: string): Piece {
  return { kind: 'broken', why };
}
