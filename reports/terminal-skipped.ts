import { caseId, type Result, type SkipReason } from '#core/report.ts';
import { paint } from '#lib/style.ts';
import { indent } from '#lib/text/wrap.ts';
import type { RenderStyle } from './renderer.ts';
import { describeSkip } from './skip-text.ts';

type Skipped = { readonly name: string; readonly because: SkipReason };

const MOST_CASES = 6;

/** Prerequisites that each deserve a line of their own; more of them share one. */
const MOST_PREREQUISITES = 6;

/** Returns what was not measured, grouped by reason: not measured is not passed. */
export function skippedSection(results: readonly Result[], style: RenderStyle): string {
  const skipped = results.flatMap((result) =>
    result.outcome.status === 'skip'
      ? [{ because: result.outcome.because, name: caseId(result.check.id, result) }]
      : [],
  );
  if (skipped.length === 0) return '';
  const lines = grouped(skipped).map(([heading, names]) => {
    const more = names.length - MOST_CASES;
    const rest = more > 0 ? ` and ${more} more` : '';
    const told = `${names.length} ${heading}: ${names.slice(0, MOST_CASES).join(', ')}${rest}`;
    return indent(told, '  - ', style.columns);
  });
  return `${paint('bold', 'Not measured', style.colour)}\n${lines.join('')}`;
}

function grouped(skipped: readonly Skipped[]): readonly (readonly [string, readonly string[]])[] {
  const prerequisites = new Set(
    skipped.flatMap(({ because }) => (because.kind === 'prerequisite' ? [because.case] : [])),
  );
  const told = skipped.map((one) => tell(one, prerequisites.size > MOST_PREREQUISITES));
  const groups = Map.groupBy(told, ({ heading }) => heading);
  return [...groups].map(([heading, group]) => [heading, group.map(({ name }) => name)]);
}

/** A reason of a case's own stands beside its name, and what such reasons have in common is the heading. */
function tell(
  { name, because }: Skipped,
  shareLine: boolean,
): { readonly heading: string; readonly name: string } {
  if (because.kind === 'not-applicable') {
    return { heading: 'not applicable', name: `${name} (${because.why})` };
  }
  if (because.kind === 'prerequisite' && shareLine) {
    return { heading: 'mean nothing while another case fails', name: `${name} (${because.case})` };
  }
  return { heading: describeSkip(because), name };
}
