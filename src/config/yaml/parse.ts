import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Path } from '../problem.ts';

export type Position = { readonly line: number; readonly column: number };

/** A complaint about the text itself, before anybody asks what it means. */
export type YamlComplaint = Position & { readonly what: string; readonly expected: string };

/** A parsed text: its value as plain data, and where each part of it stands. */
export interface YamlTree {
  readonly value: unknown;
  /** Position of the value at `path`, of the key for `key`, else of the nearest thing above that exists. */
  positionOf(path: Path, part?: 'value' | 'key'): Position;
}

export type ParsedYaml =
  | { readonly ok: true; readonly tree: YamlTree }
  | { readonly ok: false; readonly complaints: readonly YamlComplaint[] };

/** No config comes near; beyond it, parsing would take seconds. */
const MOST_TOKENS = 200_000;

/** A config needs five levels. */
const DEEPEST = 32;

/** Keys that would reach an object's prototype instead of naming a setting. */
const FORBIDDEN_KEYS: readonly unknown[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Parses one YAML document (1.2, core schema) from anybody. Duplicate keys, aliases, tags, merges, several
 * documents and anything too large are complaints, never exceptions.
 */
export function parseYaml(text: string): ParsedYaml {
  const oversize = whyTooMuch(text);
  if (oversize !== undefined) return refuse([{ ...START, ...oversize }]);
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  const [document] = documents;
  if (document === undefined || document.contents === null) {
    return refuse([
      { ...START, what: 'the file is empty', expected: 'start from "hybrid-preflight init"' },
    ]);
  }
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (documents.length > 1) {
    const position = at(documents[1]?.range[0] ?? 0);
    return refuse([
      {
        ...position,
        what: 'a second document begins',
        expected: 'one document a file, without ---',
      },
    ]);
  }
  const complaints = [...syntaxComplaints(document, at), ...unwantedFeatures(document, at)];
  if (complaints.length > 0) return refuse(complaints);
  return {
    ok: true,
    tree: {
      value: document.toJS({ maxAliasCount: 0 }) as unknown,
      positionOf: (path, part = 'value') => at(offsetOf(document, path, part)),
    },
  };
}

type At = (offset: number) => Position;

const START: Position = { line: 1, column: 1 };

function refuse(complaints: readonly YamlComplaint[]): ParsedYaml {
  return { ok: false, complaints };
}

/** Counts tokens and levels before the parser, which recurses, sees them. */
function whyTooMuch(text: string): Pick<YamlComplaint, 'what' | 'expected'> | undefined {
  let tokens = 0;
  let flowDepth = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token === '[' || token === '{') flowDepth += 1;
    if (token === ']' || token === '}') flowDepth -= 1;
    if (flowDepth > DEEPEST) return tooDeep;
    if (tokens > MOST_TOKENS) {
      return {
        what: `it holds more than ${MOST_TOKENS} YAML tokens`,
        expected: 'a config is smaller',
      };
    }
  }
  return /^ *(?:[-?] +){33}/m.test(text) || /^ {65}/m.test(text) ? tooDeep : undefined;
}

const tooDeep = {
  what: `it nests deeper than ${DEEPEST} levels`,
  expected: 'no setting lies deeper than five, indented by two spaces a level',
};

function syntaxComplaints(document: Document.Parsed, at: At): readonly YamlComplaint[] {
  return [...document.errors, ...document.warnings].slice(0, 20).map(({ code, message, pos }) => ({
    ...at(pos[0]),
    what: code === 'DUPLICATE_KEY' ? 'this key appears twice' : lowerFirst(firstSentence(message)),
    expected: code === 'DUPLICATE_KEY' ? 'keep one of the two' : 'see https://yaml.org/spec/1.2.2',
  }));
}

/** What YAML can do and a config need not: each is a way to make a small file mean something huge or strange. */
function unwantedFeatures(document: Document.Parsed, at: At): readonly YamlComplaint[] {
  const complaints: YamlComplaint[] = [];
  const complain = (node: Node, what: string, expected: string): void => {
    if (complaints.length < 20) complaints.push({ ...at(node.range?.[0] ?? 0), what, expected });
  };
  visit(document, {
    Alias: (_key, node) => {
      complain(node, 'an alias stands here', 'write the value out');
    },
    Pair: (_key, { key }) => {
      if (!isScalar(key) || typeof key.value !== 'string') {
        if (isNode(key)) complain(key, 'this key is no text', 'keys are the names of settings');
      } else if (FORBIDDEN_KEYS.includes(key.value)) {
        complain(key, 'this key is never a setting', 'remove it');
      } else if (key.value === '<<')
        complain(key, 'a merge key stands here', 'write the values out');
    },
    Node: (_key, node) => {
      if (!isAlias(node) && node.tag?.startsWith('!')) {
        complain(node, 'a tag of its own kind stands here', 'plain YAML needs none');
      }
    },
  });
  return complaints;
}

function offsetOf(document: Document.Parsed, path: Path, part: 'value' | 'key'): number {
  const parentPath = path.slice(0, -1);
  if (part === 'key' && path.length > 0) {
    const key = pairAt(document, parentPath, path[path.length - 1])?.key;
    if (isNode(key)) return key.range?.[0] ?? 0;
  }
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function pairAt(
  document: Document.Parsed,
  path: Path,
  name: string | number | undefined,
): Pair | undefined {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return undefined;
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/[.:]$/, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
