import { matchesGlob } from './glob.ts';
import type { PlannedCase } from './plan.ts';

/** Which cases to run: patterns over check ids and case ids. An empty `only` means all. */
export interface Selection {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** True when the pattern names this case, or its whole check. */
export function names(pattern: string, { id, check }: PlannedCase): boolean {
  return matchesGlob(pattern, check.id) || matchesGlob(pattern, id);
}

/** True when the case is among `only` (if given) and not among `skip`. */
export function isSelected(planned: PlannedCase, { only, skip }: Selection): boolean {
  if (skip.some((pattern) => names(pattern, planned))) return false;
  return only.length === 0 || only.some((pattern) => names(pattern, planned));
}
