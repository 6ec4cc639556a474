import type { Lane } from './check.ts';
import type { PlannedCase } from './plan.ts';
import type { Status } from './report.ts';

/** How many cases of a lane may run at once. */
export type LaneLimits = Readonly<Record<Lane, number>>;

/** A case that may start now; `blockedBy` names the prerequisite that failed, if one did. */
export interface Startable {
  readonly planned: PlannedCase;
  readonly blockedBy?: string;
}

export interface Schedule {
  /** Takes every case that may start now. What is taken counts as running until it is finished. */
  take(): readonly Startable[];
  finish(planned: PlannedCase, status: Status): void;
  readonly isDone: boolean;
}

/** Lanes in the order they are served, each with the lanes it must not meet on the link. */
const AVOIDS: Readonly<Record<Lane, readonly Lane[]>> = {
  pure: [],
  light: ['quiet', 'saturating'],
  quiet: ['light', 'saturating'],
  saturating: ['light', 'quiet', 'saturating'],
};
const LANES = Object.keys(AVOIDS) as readonly Lane[];

interface Group {
  open: number;
  blockedBy: string | undefined;
  readonly waiting: PlannedCase[];
}

/**
 * Decides what runs beside what. A case waits for the cases of its `after` checks with its own subject
 * and vantage; when one of those failed, could not be measured, or was itself held back, it is blocked.
 */
export function createSchedule(cases: readonly PlannedCase[], limits: LaneLimits): Schedule {
  const groups = groupBySubject(cases);
  const unmet = new Map<PlannedCase, number>();
  const ready: Record<Lane, PlannedCase[]> = { pure: [], light: [], quiet: [], saturating: [] };
  const running: Record<Lane, number> = { pure: 0, light: 0, quiet: 0, saturating: 0 };
  let unfinished = cases.length;

  for (const planned of cases) {
    const awaited = prerequisites(planned, groups);
    for (const group of awaited) group.waiting.push(planned);
    if (awaited.length === 0) ready[planned.check.lane].push(planned);
    else unmet.set(planned, awaited.length);
  }

  const takeFrom = (lane: Lane): readonly PlannedCase[] => {
    if (AVOIDS[lane].some((other) => running[other] > 0)) return [];
    const taken = ready[lane].splice(0, limits[lane] - running[lane]);
    running[lane] += taken.length;
    return taken;
  };

  const release = (group: Group): void => {
    for (const waiting of group.waiting) {
      const left = (unmet.get(waiting) ?? 1) - 1;
      unmet.set(waiting, left);
      if (left === 0) ready[waiting.check.lane].push(waiting);
    }
  };

  return {
    take: () =>
      LANES.flatMap(takeFrom).map((planned) => ({ planned, ...blockerOf(planned, groups) })),
    finish(planned, status) {
      running[planned.check.lane] -= 1;
      unfinished -= 1;
      const group = groups.get(groupKey(planned.check.id, planned.case) ?? '');
      if (group === undefined) return;
      if (blocks(planned, status, groups)) group.blockedBy ??= planned.id;
      group.open -= 1;
      if (group.open === 0) release(group);
    },
    get isDone() {
      return unfinished === 0;
    },
  };
}

function groupKey(
  checkId: string,
  { from, subject }: { from: string; subject?: string },
): string | undefined {
  return subject === undefined ? undefined : JSON.stringify([checkId, from, subject]);
}

function groupBySubject(cases: readonly PlannedCase[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const planned of cases) {
    const key = groupKey(planned.check.id, planned.case);
    if (key === undefined) continue;
    const group = groups.get(key) ?? { open: 0, blockedBy: undefined, waiting: [] };
    group.open += 1;
    groups.set(key, group);
  }
  return groups;
}

function prerequisites(
  { check, case: planned }: PlannedCase,
  groups: ReadonlyMap<string, Group>,
): readonly Group[] {
  return (check.after ?? []).flatMap((id) => groups.get(groupKey(id, planned) ?? '') ?? []);
}

function blockerOf(
  planned: PlannedCase,
  groups: ReadonlyMap<string, Group>,
): { readonly blockedBy?: string } {
  const blocked = prerequisites(planned, groups).find((group) => group.blockedBy !== undefined);
  return blocked?.blockedBy === undefined ? {} : { blockedBy: blocked.blockedBy };
}

/** A case that was held back passes the blame on, so that a chain names its first broken link. */
function blocks(planned: PlannedCase, status: Status, groups: ReadonlyMap<string, Group>): boolean {
  if (status === 'fail' || status === 'error') return true;
  return status === 'skip' && blockerOf(planned, groups).blockedBy !== undefined;
}
