import type { Event } from '#core/event.ts';
import { tallyOf } from '#core/summary.ts';
import type { Result, Tally } from '#core/report.ts';

/** What the live view knows of one check. */
export type CheckProgress = {
  readonly id: string;
  readonly planned: number;
  readonly done: number;
  readonly tally: Tally;
};

export type RunningCase = {
  readonly id: string;
  readonly sinceMs: number;
  /** what the case last said of itself */
  readonly note: string;
};

/** What a run is doing at this moment. */
export interface LiveState {
  readonly checks: ReadonlyMap<string, CheckProgress>;
  readonly running: ReadonlyMap<string, RunningCase>;
  /** Takes the next event, in place: a run of thousands of cases sends thousands. */
  advance(event: Event, nowMs: number): void;
}

export function createLiveState(): LiveState {
  const checks = new Map<string, CheckProgress>();
  const running = new Map<string, RunningCase>();
  const advance = (event: Event, nowMs: number): void => {
    switch (event.kind) {
      case 'planned':
        for (const [id, own] of Map.groupBy(event.cases, ({ check }) => check.id)) {
          checks.set(id, { id, planned: own.length, done: 0, tally: tallyOf([]) });
        }
        return;
      case 'started':
        running.set(event.id, { id: event.id, sinceMs: nowMs, note: '' });
        return;
      case 'progress': {
        const known = running.get(event.id);
        if (known === undefined) return;
        const note = `${Math.round(event.fraction * 100)} % ${event.note}`;
        running.set(event.id, { ...known, note });
        return;
      }
      case 'finished': {
        running.delete(event.id);
        const known = checks.get(event.result.check.id);
        if (known !== undefined) checks.set(known.id, withResult(known, event.result));
      }
    }
  };
  return { checks, running, advance };
}

function withResult(known: CheckProgress, { outcome }: Result): CheckProgress {
  const tally = { ...known.tally, [outcome.status]: known.tally[outcome.status] + 1 };
  return { ...known, done: known.done + 1, tally };
}
