import type { PlannedCase } from './plan.ts';
import type { Result } from './report.ts';

/** What happens during a run, in order, for whoever watches. */
export type Event =
  | { readonly kind: 'planned'; readonly cases: readonly PlannedCase[] }
  | { readonly kind: 'started'; readonly id: string }
  | {
      readonly kind: 'progress';
      readonly id: string;
      /** 0 to 1 */
      readonly fraction: number;
      readonly note: string;
    }
  | { readonly kind: 'finished'; readonly id: string; readonly result: Result };

export type Watch = (event: Event) => void;
