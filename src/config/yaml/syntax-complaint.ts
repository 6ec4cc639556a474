import type { YAMLError } from 'yaml';
import { MOST_COMPLAINTS, type PositionAt, type YamlComplaint } from './position.ts';

type Words = Pick<YamlComplaint, 'what' | 'expected'>;

/**
 * Our own words for what the parser objects to: its messages may repeat the text around the error,
 * and that text may be a secret.
 */
const WORDS: Readonly<Record<YAMLError['code'], Words>> = {
  ALIAS_PROPS: { what: 'an alias carries an anchor or a tag', expected: 'write the value out' },
  BAD_ALIAS: { what: 'an alias or anchor has no name', expected: 'write the value out' },
  BAD_COLLECTION_TYPE: { what: 'a tag does not fit its value', expected: 'remove the tag' },
  BAD_DIRECTIVE: { what: 'a directive is not understood', expected: 'remove the line' },
  BAD_DQ_ESCAPE: {
    what: 'an escape sequence in double quotes is none of YAML’s',
    expected: 'write \\\\ for a backslash, or use single quotes',
  },
  BAD_INDENT: {
    what: 'the indentation does not fit the lines above',
    expected: 'indent what belongs together by the same number of spaces, and close every bracket',
  },
  BAD_PROP_ORDER: { what: 'an anchor or a tag stands too early', expected: 'remove it' },
  BAD_SCALAR_START: {
    what: 'a text begins with a character that YAML keeps for itself',
    expected: 'put the text in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    what: 'two keys stand on one line',
    expected: 'one "key: value" a line, or quotes around a text that holds ": "',
  },
  BLOCK_IN_FLOW: {
    what: 'an indented block stands inside [ ] or { }',
    expected: 'close the bracket first, or go on with commas',
  },
  DUPLICATE_KEY: { what: 'this key appears twice', expected: 'keep one of the two' },
  IMPOSSIBLE: { what: 'this is no YAML', expected: 'write "key: value", indented by spaces' },
  KEY_OVER_1024_CHARS: { what: 'a key is longer than 1024 characters', expected: 'shorten it' },
  MISSING_CHAR: {
    what: 'a quote, bracket, comma or colon is missing here or before',
    expected: 'close what was opened; write "key: value" and "- entry" with a space',
  },
  MULTILINE_IMPLICIT_KEY: {
    what: 'a key goes on over several lines, or its colon is missing',
    expected: 'write "key: value" on one line',
  },
  MULTIPLE_ANCHORS: { what: 'a value has two anchors', expected: 'remove them' },
  MULTIPLE_DOCS: { what: 'a second document begins', expected: 'one document a file' },
  MULTIPLE_TAGS: { what: 'a value has two tags', expected: 'remove them' },
  NON_STRING_KEY: { what: 'this key is no text', expected: 'keys are the names of settings' },
  RESOURCE_EXHAUSTION: {
    what: 'the values nest too deeply',
    expected: 'no setting lies that deep',
  },
  TAB_AS_INDENT: { what: 'a tab stands in the indentation', expected: 'indent by spaces' },
  TAG_RESOLVE_FAILED: { what: 'a tag stands here', expected: 'remove it: plain YAML needs none' },
  UNEXPECTED_TOKEN: {
    what: 'something stands where YAML expects nothing of the kind',
    expected: 'look for a stray bracket, quote or comma here and on the line above',
  },
};

/** Says what the parser objects to, once a line: what follows on a broken line is its echo. */
export function syntaxComplaints(
  errors: readonly YAMLError[],
  at: PositionAt,
): readonly YamlComplaint[] {
  const byLine = new Map<number, YamlComplaint>();
  for (const { code, pos } of errors) {
    const complaint = { ...at(pos[0]), ...WORDS[code] };
    if (!byLine.has(complaint.line)) byLine.set(complaint.line, complaint);
    if (byLine.size === MOST_COMPLAINTS) break;
  }
  return [...byLine.values()];
}
