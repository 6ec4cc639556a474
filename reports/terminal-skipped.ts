import { caseId, type Result, type SkipReason } from '#core/report.ts';
import { paint } from '#lib/style.ts';
import { indent } from '#lib/text/wrap.ts';
import type { RenderStyle } from './renderer.ts';
import { describeSkip } from './skip-text.ts';

const MOST_CASES = 6;

/** Returns what was not measured, grouped by reason: not measured is not passed. */
export function skippedSection(results: readonly Result[], style: RenderStyle): string {
  const skipped = results.flatMap((result) =>
    result.outcome.status === 'skip'
      ? [{ because: result.outcome.because, name: nameOf(result, result.outcome.because) }]
      : [],
  );
  if (skipped.length === 0) return '';
  const groups = Map.groupBy(skipped, ({ because }) => headingOf(because));
  const lines = [...groups.entries()].map(([heading, group]) => {
    const more = group.length - MOST_CASES;
    const names = group
      .slice(0, MOST_CASES)
      .map(({ name }) => name)
      .join(', ');
    const rest = more > 0 ? ` and ${more} more` : '';
    return indent(`${group.length} ${heading}: ${names}${rest}`, '  - ', style.columns);
  });
  return `${paint('bold', 'Not measured', style.colour)}\n${lines.join('')}`;
}

/** Each case that does not apply has a reason of its own, which belongs beside it. */
function nameOf(result: Result, because: SkipReason): string {
  const name = caseId(result.check.id, result);
  return because.kind === 'not-applicable' ? `${name} (${because.why})` : name;
}

/** Reasons that name a single case are one reason to a reader. */
function headingOf(because: SkipReason): string {
  return because.kind === 'not-applicable' ? 'not applicable' : describeSkip(because);
}
