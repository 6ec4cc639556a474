import { formatPath, type Path, type Problem } from './problem.ts';
import type { YamlTree } from './yaml/parse.ts';

/** What is wrong with one place of a config, and what would be right there. */
export type Words = Pick<Problem, 'what' | 'expected'>;

/** Something to complain of; the words are found only for those that are listed. */
export interface Objection {
  readonly path: Path;
  /** What to point at: the key where the key itself is wrong. */
  readonly part: 'value' | 'key';
  readonly words: () => Words;
}

/** More than anybody mends in one sitting; a hostile config would earn 100,000. */
const MOST_PROBLEMS = 100;

/** Returns the problems in the order of the text, with a last line for those beyond the hundredth. */
export function listProblems(
  objections: readonly Objection[],
  { file, tree }: { readonly file: string; readonly tree: YamlTree },
): readonly Problem[] {
  const placed = objections
    .map((objection) => ({
      ...objection,
      position: tree.positionOf(objection.path, objection.part),
    }))
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  const listed = placed.slice(0, MOST_PROBLEMS).map(({ path, position, words }) => ({
    file,
    ...position,
    path: formatPath(path),
    ...words(),
  }));
  const [next] = placed.slice(MOST_PROBLEMS);
  if (next === undefined) return listed;
  const what = `${placed.length - MOST_PROBLEMS} more problems from here on`;
  const expected = 'mend those above first';
  return [...listed, { file, ...next.position, path: '', what, expected }];
}
