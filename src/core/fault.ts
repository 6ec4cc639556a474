import { CannotMeasure } from './check.ts';
import type { Fault } from './report.ts';

/** Describes what a check threw: `CannotMeasure` is the environment's fault, anything else is ours. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof CannotMeasure) {
    return { kind: 'environment', message: thrown.message, fix: thrown.fix };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { kind: 'bug', message: error.message, stack: error.stack ?? '' };
}
