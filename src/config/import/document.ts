import type { Fault, FieldPath } from '#lib/fields/fault.ts';
import { findJsonFlaw } from '#lib/json/scan.ts';
import { offsetInJson, positionInText } from '#lib/json/locate.ts';
import { listProblems } from '../objection.ts';
import { formatPath, type Path, type Problem } from '../problem.ts';
import { readText, type ReadLimit } from '../read.ts';
import { parseYaml, type YamlTree } from '../yaml/parse.ts';

/** A file that somebody wrote for another program, as data, with the place of each part of it. */
export interface SourceDocument {
  /** as the user named it */
  readonly file: string;
  readonly tree: YamlTree;
}

export type Opened =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Where a value was read. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** One file to read: its path, and the name that the user knows it by. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
}

const YAML_LIMIT: ReadLimit = {
  mostBytes: 512 * 1024,
  remedy: 'a NodeConfig or ClusterConfig is far shorter',
};

/** Some thousands of network interfaces. */
export const JSON_LIMIT: ReadLimit = {
  mostBytes: 8 * 1024 * 1024,
  remedy: 'save less with --filters, such as Name=vpc-id,Values=…',
};

/** Reads a YAML file of another program. No problem repeats its text. */
export async function openYaml({ path, name }: SourceFile): Promise<Opened> {
  const read = await readText(path, YAML_LIMIT);
  if (!read.ok) return { ok: false, problems: [{ ...read.problem, file: name }] };
  const parsed = parseYaml(read.source.text);
  if (parsed.ok) return { ok: true, document: { file: name, tree: parsed.tree } };
  const problems = parsed.complaints.map((one) => ({ file: name, path: '', ...one }));
  return { ok: false, problems: problems.map(forAnyFile) };
}

/** The advice for an empty config does not fit the files of other programs. */
function forAnyFile(problem: Problem): Problem {
  const isEmpty = problem.what === 'the file is empty';
  return isEmpty ? { ...problem, expected: 'name the file that was meant' } : problem;
}

const SAVE_AGAIN = 'save the answer again: aws … --output json > file';

/** Reads the text of a JSON file. No problem repeats it; each ends with what to do about a broken file. */
export function parseJson(name: string, text: string, expected = SAVE_AGAIN): Opened {
  const flaw = findJsonFlaw(text);
  if (flaw !== undefined) {
    const position = positionInText(text, flaw.offset);
    return {
      ok: false,
      problems: [{ file: name, ...position, path: '', what: flaw.what, expected }],
    };
  }
  const tree: YamlTree = {
    value: JSON.parse(text) as unknown,
    positionOf: (path) => positionInText(text, offsetInJson(text, path)),
  };
  return { ok: true, document: { file: name, tree } };
}

/** More mistyped values tell nobody more, and finding each of them costs a walk through the file. */
const MOST_FAULTS = 20;

/** Places faults in their file, in its order. */
export function problemsOf(document: SourceDocument, faults: readonly Fault[]): readonly Problem[] {
  const objections = faults
    .slice(0, MOST_FAULTS)
    .map(({ path, part, what, expected }) => ({ path, part, words: () => ({ what, expected }) }));
  return listProblems(objections, document);
}

export function originOf({ file, tree }: SourceDocument, path: Path | FieldPath): Origin {
  return { file, ...tree.positionOf(path), path: formatPath(path) };
}
