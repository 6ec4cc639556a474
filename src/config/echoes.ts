import type { Violation } from '#lib/schema-validator.ts';

/**
 * Of a choice between shapes (`anyOf`, `oneOf`) that all failed, keeps the complaints of the shape that was
 * meant, or the failed choice itself where none was. A validator lists what is wrong inside a choice just
 * before the choice.
 */
export function withoutEchoes(violations: readonly Violation[]): readonly Violation[] {
  const kept: Violation[] = [];
  for (const violation of violations) {
    if (!isChoice(violation)) kept.push(violation);
    else kept.push(...meantBy(violation, takeInside(violation, kept)));
  }
  return kept;
}

function isChoice({ keyword }: Violation): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

/** Removes from the end of `kept` what was said inside the choice, and returns it. */
function takeInside(choice: Violation, kept: Violation[]): readonly Violation[] {
  let from = kept.length;
  for (let at = from - 1; at >= 0; at -= 1) {
    const candidate = kept[at];
    if (candidate === undefined || !isInside(choice, candidate)) break;
    from = at;
  }
  return kept.splice(from);
}

/** A shape that is referred to has a schema path of its own; only the choice's siblings share its parent's. */
function isInside(choice: Violation, { path, schemaPath }: Violation): boolean {
  const parent = choice.schemaPath.slice(0, -choice.keyword.length);
  const isSibling =
    schemaPath.startsWith(parent) && !schemaPath.startsWith(`${choice.schemaPath}/`);
  return !isSibling && choice.path.every((part, index) => path[index] === part);
}

/** The shape that was meant is the one whose type fits; of several, the one that got furthest. */
function meantBy(choice: Violation, inside: readonly Violation[]): readonly Violation[] {
  const shapes = Object.values(Object.groupBy(inside, (violation) => shapeOf(choice, violation)));
  const fitting = shapes
    .filter((shape) => shape !== undefined)
    .filter((shape) => !shape.some((violation) => isTypeAt(choice, violation)))
    .map((shape) => ({ shape, depth: Math.max(...shape.map(({ path }) => path.length)) }));
  const [best] = fitting.toSorted((a, b) => b.depth - a.depth);
  return best === undefined ? [choice] : best.shape;
}

function shapeOf(choice: Violation, { schemaPath }: Violation): string {
  const prefix = `${choice.schemaPath}/`;
  if (!schemaPath.startsWith(prefix)) return 'referred';
  return schemaPath.slice(prefix.length).split('/')[0] ?? '';
}

function isTypeAt(choice: Violation, { keyword, path }: Violation): boolean {
  return keyword === 'type' && path.length === choice.path.length;
}
