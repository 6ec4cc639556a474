import { test } from 'tap';
import { parseYamlDocuments } from '../../../src/config/yaml/documents.ts';

/** Says each document: its value, or its complaints. */
function said(text: string): readonly unknown[] | string {
  const parsed = parseYamlDocuments(text);
  if (!parsed.ok) return `${parsed.complaint.line} ${parsed.complaint.what}`;
  return parsed.documents.map((document) =>
    document.ok
      ? document.tree.value
      : document.complaints.map(({ line, column, what }) => `${line}:${column} ${what}`),
  );
}

test('several documents, each by itself', (t) => {
  t.strictSame(said('a: 1\n---\nb: [2]\n...\n---\nc: 3\n'), [{ a: 1 }, { b: [2] }, { c: 3 }]);
  t.strictSame(said('---\n# nothing\n---\na: 1\n---\n'), [{ a: 1 }]);
  t.strictSame(said(''), []);
  t.strictSame(said('{"a": {"b": [1, true, null]}}\n'), [{ a: { b: [1, true, null] } }]);
  t.strictSame(said('{\n\t"a": 1,\n\t"b": [\n\t\t2\n\t]\n}\n'), [{ a: 1, b: [2] }], 'tabs of JSON');
  t.end();
});

test('what is wrong with one says nothing of the others', (t) => {
  t.strictSame(said('a: 1\n---\nb: *x\n---\nc: 3\n'), [
    ...[{ a: 1 }, ['3:4 an alias stands here'], { c: 3 }],
  ]);
  t.match(said('a: 1\n---\nb: "\\q"\n---\nc: 3\n'), [{ a: 1 }, [/^3:/]]);
  t.end();
});

test('places count through the whole file', (t) => {
  const parsed = parseYamlDocuments('a: 1\n---\nb:\n  c: 2\n');
  const second = parsed.ok ? parsed.documents[1] : undefined;
  t.strictSame(second?.ok === true && second.tree.positionOf(['b', 'c']), { line: 4, column: 6 });
  t.end();
});

test('a text that is too much is refused as a whole', (t) => {
  t.match(said(`a: ${'['.repeat(1000)}`), /^1 nests deeper/);
  t.match(said('- a\n'.repeat(200_000)), /goes on beyond/);
  t.end();
});
