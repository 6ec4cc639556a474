import type { Document } from 'yaml';
import { composeYaml } from './compose.ts';
import { isEmpty, type ParsedYaml, treeOf } from './parse.ts';
import type { PositionAt, YamlComplaint } from './position.ts';
import { syntaxComplaints } from './syntax-complaint.ts';

export type ParsedDocuments =
  | { readonly ok: true; readonly documents: readonly ParsedYaml[] }
  /** The text as a whole is too much. */
  | { readonly ok: false; readonly complaint: YamlComplaint };

/**
 * Parses a text of several YAML documents, or of one in JSON, under the rules of parseYaml(). What is wrong with one
 * document is told of that one; empty ones, as between two `---`, are left out.
 */
export function parseYamlDocuments(text: string): ParsedDocuments {
  const composed = composeYaml(text);
  if (!composed.ok) return { ok: false, complaint: composed.complaint };
  const { documents, at } = composed;
  return {
    ok: true,
    documents: documents.flatMap((document) => parsedDocument(document, at) ?? []),
  };
}

function parsedDocument(document: Document.Parsed, at: PositionAt): ParsedYaml | null {
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) return { ok: false, complaints: syntaxComplaints(errors, at) };
  const root = document.contents;
  if (root === null || isEmpty(root)) return null;
  return treeOf(document, root, at);
}
