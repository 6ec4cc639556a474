import type { PlannedCase } from '#core/plan.ts';
import { names, type Selection } from '#core/selection.ts';
import { unknownWord } from './usage-error.ts';

/** Throws UsageError for a pattern of --only or --skip that names no planned case and no check. */
export function checkSelection(
  { only, skip }: Selection,
  cases: readonly PlannedCase[],
  checkIds: readonly string[],
): void {
  const refuse = (option: string, patterns: readonly string[]): void => {
    const stray = patterns.find(
      (pattern) => !checkIds.includes(pattern) && !cases.some((planned) => names(pattern, planned)),
    );
    if (stray === undefined) return;
    throw unknownWord(option, stray, [...checkIds, ...cases.map(({ id }) => id)]);
  };
  refuse('--only', only);
  refuse('--skip', skip);
}
