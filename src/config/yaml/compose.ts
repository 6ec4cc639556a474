import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from 'yaml';
import { MOST_COMPLAINTS, type PositionAt, type YamlComplaint } from './position.ts';

export type Composed =
  | {
      readonly ok: true;
      readonly documents: readonly Document.Parsed[];
      readonly at: PositionAt;
    }
  | { readonly ok: false; readonly complaint: YamlComplaint };

/** Enough for thousands of targets; beyond it, parsing would take seconds. */
const MOST_LEXEMES = 200_000;

/** No setting lies deeper than six levels; the composer, which recurses, stands far more than this. */
const DEEPEST = 32;

/** Turns a text from anybody into documents, in bounded time and depth. */
export function composeYaml(text: string): Composed {
  const lines = new LineCounter();
  const at: PositionAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const parsed = withoutStacks(() => tokensOf(text, lines));
  if (!parsed.ok) return { ok: false, complaint: { ...at(parsed.offset), ...parsed.excess } };
  return { ok: true, documents: withoutStacks(() => documentsOf(parsed.tokens, text)), at };
}

type Excess = Pick<YamlComplaint, 'what' | 'expected'>;
type Tokens =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | { readonly ok: false; readonly offset: number; readonly excess: Excess };

/** Runs the parser's first, iterative stage, and stops it where the text is too large, too deep or too broken. */
function tokensOf(text: string, lines: LineCounter): Tokens {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let errors = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors += 1;
    }
    const excess = whyTooMuch(lexemes, parser.stack.length);
    if (excess !== undefined) return { ok: false, offset: parser.offset, excess };
    if (errors > MOST_COMPLAINTS) break;
  }
  tokens.push(...parser.end());
  return { ok: true, tokens };
}

function whyTooMuch(lexemes: number, depth: number): Excess | undefined {
  if (depth > DEEPEST) {
    return { what: `nests deeper than ${DEEPEST} levels`, expected: 'no setting lies that deep' };
  }
  if (lexemes > MOST_LEXEMES) {
    return {
      what: 'the file goes on beyond what a config can hold',
      expected: `at most ${MOST_LEXEMES} words and marks of YAML`,
    };
  }
  return undefined;
}

function documentsOf(tokens: readonly CST.Token[], text: string): Document.Parsed[] {
  const composer = new Composer({
    prettyErrors: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  return [...composer.compose(tokens, true, text.length)];
}

/**
 * The parser makes an Error of each complaint, and a hostile text earns it 100,000 of them: without the
 * stacks, which nobody reads, that costs a tenth.
 */
function withoutStacks<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
