import { type Document, isScalar, type ParsedNode } from 'yaml';
import type { Path } from '../problem.ts';
import { composeYaml } from './compose.ts';
import { inspect } from './inspect.ts';
import { type Position, type PositionAt, START, type YamlComplaint } from './position.ts';
import { syntaxComplaints } from './syntax-complaint.ts';

/** A parsed text: its value as plain data, and where each part of it stands. */
export interface YamlTree {
  readonly value: unknown;
  /** Position of the value at `path`, of the key for `key`, else of the nearest thing above that exists. */
  positionOf(path: Path, part?: 'value' | 'key'): Position;
}

export type ParsedYaml =
  | { readonly ok: true; readonly tree: YamlTree }
  | { readonly ok: false; readonly complaints: readonly YamlComplaint[] };

/**
 * Parses one YAML document (1.2, core schema) from anybody. Duplicate keys, aliases, tags, merges, several
 * documents and anything too large are complaints, never exceptions.
 */
export function parseYaml(text: string): ParsedYaml {
  const composed = composeYaml(text);
  if (!composed.ok) return refuse([composed.complaint]);
  const { documents, at } = composed;
  const [document, second] = documents;
  const errors = documents.flatMap((one) => [...one.errors, ...one.warnings]);
  if (errors.length > 0) return refuse(syntaxComplaints(errors, at));
  const root = document?.contents ?? null;
  if (document === undefined || root === null || isEmpty(root)) {
    return refuse([
      { ...START, what: 'the file is empty', expected: 'start from "hybrid-preflight init"' },
    ]);
  }
  if (second !== undefined) return refuse([secondDocument(second, at)]);
  return treeOf(document, root, at);
}

/** Makes plain data of a document without errors. */
export function treeOf(document: Document.Parsed, root: ParsedNode, at: PositionAt): ParsedYaml {
  if (document.directives.yaml.explicit === true) {
    const expected = 'remove the line: a config is YAML 1.2';
    return refuse([{ ...START, what: 'a %YAML directive stands here', expected }]);
  }
  const { complaints, places } = inspect(root, at);
  if (complaints.length > 0) return refuse(complaints);
  return {
    ok: true,
    tree: {
      value: document.toJS({ maxAliasCount: 0 }) as unknown,
      positionOf: (path, part = 'value') => at(places.offsetOf(path, part)),
    },
  };
}

/** Nothing but comments and marks. */
export function isEmpty(root: ParsedNode): boolean {
  return isScalar(root) && root.source === '';
}

function secondDocument({ range }: Document.Parsed, at: PositionAt): YamlComplaint {
  const expected = 'one document a file, without ---';
  return { ...at(range[0]), what: 'a second document begins', expected };
}

function refuse(complaints: readonly YamlComplaint[]): ParsedYaml {
  return { ok: false, complaints };
}
