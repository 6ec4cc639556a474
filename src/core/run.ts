import { attempt, interruptionOf } from './attempt.ts';
import type { AnyCheck } from './check.ts';
import type { Watch } from './event.ts';
import type { Io } from './io.ts';
import type { Json } from './json.ts';
import { judgeCase } from './judge.ts';
import { narrow } from './narrow.ts';
import type { Peer } from './peer.ts';
import type { PlannedCase } from './plan.ts';
import { relateResults } from './relate.ts';
import type { CheckSummary, Result, SkipReason } from './report.ts';
import { createSchedule, type LaneLimits, type Startable } from './schedule.ts';
import { isSelected, type Selection } from './selection.ts';
import type { Waiver } from './waiver.ts';

export interface RunOptions {
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly selection: Selection;
  readonly waivers: readonly Waiver[];
  readonly laneLimits: LaneLimits;
  /** The far side, where there is one. */
  readonly peer?: Peer;
  readonly caseDeadlineMs: number;
  readonly watch?: Watch;
}

/**
 * Runs every planned case, as many side by side as their lanes allow, and returns one result for each,
 * in the order of the plan. A check that throws becomes a result, never an exception.
 */
export async function runCases(
  cases: readonly PlannedCase[],
  options: RunOptions,
): Promise<readonly Result[]> {
  options.watch?.({ kind: 'planned', cases });
  const schedule = createSchedule(cases, options.laneLimits);
  const results = new Map<PlannedCase, Result>();
  await new Promise<void>((resolve, reject) => {
    const conclude = ({ planned, result }: Concluded): void => {
      results.set(planned, result);
      options.watch?.({ kind: 'finished', id: planned.id, result });
      schedule.finish(planned, result.outcome.status);
      pump();
    };
    const pump = (): void => {
      if (schedule.isDone) resolve();
      for (const startable of schedule.take()) {
        examine(startable, options).then(conclude).catch(reject);
      }
    };
    pump();
  });
  const inOrder = cases.flatMap((planned) => results.get(planned) ?? []);
  const checks = [...new Set(cases.map(({ check }) => check))];
  return relateResults(inOrder, checks, options.waivers);
}

interface Concluded {
  readonly planned: PlannedCase;
  readonly result: Result;
}

async function examine(startable: Startable, options: RunOptions): Promise<Concluded> {
  const { planned } = startable;
  const { clock } = options.io;
  const startedMs = clock.nowMs();
  const reason = reasonToSkip(startable, options);
  const examined: Examined =
    reason === undefined && 'target' in planned.case
      ? await measureAndJudge(planned, planned.case.target, options)
      : { outcome: { status: 'skip', because: reason ?? { kind: 'deselected' } } };
  const { key, from, subject } = planned.case;
  return {
    planned,
    result: {
      check: summaryOf(planned.check),
      key,
      from,
      ...(subject === undefined ? {} : { subject }),
      durationMs: clock.nowMs() - startedMs,
      ...examined,
    },
  };
}

function reasonToSkip(
  { planned, blockedBy }: Startable,
  { selection, signal, peer }: RunOptions,
): SkipReason | undefined {
  if (!isSelected(planned, selection)) return { kind: 'deselected' };
  if ('elsewhen' in planned.case) return planned.case.elsewhen;
  if ('notApplicable' in planned.case) {
    return { kind: 'not-applicable', why: planned.case.notApplicable };
  }
  if (planned.case.from === 'peer') {
    if (peer === undefined) return { kind: 'no-peer' };
    const objection = peer.objection(planned.check.id);
    if (objection !== undefined) return { kind: 'not-applicable', why: objection };
  }
  if (blockedBy !== undefined) return { kind: 'prerequisite', case: blockedBy };
  return signal.aborted ? { kind: 'cancelled', by: interruptionOf(signal) } : undefined;
}

type Examined = Pick<Result, 'outcome' | 'target' | 'measurement'>;

async function measureAndJudge(
  planned: PlannedCase,
  target: Json,
  options: RunOptions,
): Promise<Examined> {
  const { io, signal, caseDeadlineMs, waivers, watch } = options;
  const { id, check } = planned;
  watch?.({ kind: 'started', id });
  const progress = (fraction: number, note: string): void => {
    watch?.({ kind: 'progress', id, fraction, note });
  };
  const measure = measurer(planned, target, { ...options, io: { ...io, progress } });
  const tried = await attempt(id, measure, { clock: io.clock, deadlineMs: caseDeadlineMs, signal });
  switch (tried.kind) {
    case 'interrupted':
      return {
        target,
        outcome: { status: 'skip', because: { kind: 'cancelled', by: interruptionOf(signal) } },
      };
    case 'not-applicable':
      return { outcome: { status: 'skip', because: { kind: 'not-applicable', why: tried.why } } };
    case 'faulted':
      return { target, outcome: { status: 'error', fault: tried.fault } };
    case 'measured': {
      const { measurement } = tried;
      const outcome = judgeCase(check, { caseName: id, target, measurement }, waivers);
      return { target, measurement, outcome };
    }
  }
}

/** The same `measure`, here or at the far side. */
function measurer(
  { check, case: { from } }: PlannedCase,
  target: Json,
  { io, peer, caseDeadlineMs }: RunOptions,
): (signal: AbortSignal) => Promise<Json> {
  if (from === 'local' || peer === undefined) {
    return async (signal) => check.measure(target, narrow(io, check.needs), signal);
  }
  const { progress } = io;
  const request = { check: check.id, target, deadlineMs: caseDeadlineMs, progress };
  return (signal) => peer.measure(request, signal);
}

function summaryOf({ id, title, why }: AnyCheck): CheckSummary {
  return { id, title, why };
}
