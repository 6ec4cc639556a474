import type { Status } from '#core/report.ts';
import { LOOK, paint } from '#lib/style.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import type { CheckProgress, LiveState, RunningCase } from './state.ts';

export interface FrameStyle {
  readonly colour: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly elapsedMs: number;
}

/** More would change faster than anybody reads. */
const MOST_RUNNING = 6;

const TOLD: readonly Status[] = ['fail', 'error', 'inconclusive', 'warn', 'pass', 'skip'];

/**
 * Returns the picture of a run at one moment: a row a check, then what has been running longest.
 * Never taller than the screen, or repainting would leave its top behind; never wider, for the same reason.
 */
export function frameOf(state: LiveState, style: FrameStyle): string {
  // The cursor rests on a line of its own below the frame.
  const room = Math.max(1, style.rows - 2);
  const checks = fitted(state, room);
  const idWidth = Math.max(0, ...checks.shown.map(({ id }) => id.length));
  const left = room - checks.shown.length - (checks.more === '' ? 0 : 1);
  return [
    cut(`Running  ${seconds(style.elapsedMs)}`, style.columns),
    ...checks.shown.map((check) => rowOf(check, idWidth, style)),
    ...(checks.more === '' ? [] : [cut(checks.more, style.columns)]),
    ...runningLines([...state.running.values()], left, style),
  ].join('\n');
}

/** On a small screen the checks that are done make room for those that are not. */
function fitted(
  { checks }: LiveState,
  room: number,
): { readonly shown: readonly CheckProgress[]; readonly more: string } {
  const all = [...checks.values()];
  if (all.length <= room) return { shown: all, more: '' };
  const isDone = ({ done, planned }: CheckProgress): boolean => done === planned;
  const chosen = new Set(
    [...all.filter((check) => !isDone(check)), ...all.filter(isDone)].slice(0, room - 1),
  );
  const hidden = all.length - chosen.size;
  const hiddenDone = all.filter((check) => !chosen.has(check) && isDone(check)).length;
  return {
    shown: all.filter((check) => chosen.has(check)),
    more: `and ${hidden} more checks, ${hiddenDone} of them done`,
  };
}

function rowOf(
  { id, planned, done, tally }: CheckProgress,
  idWidth: number,
  style: FrameStyle,
): string {
  const start = `${id.padEnd(idWidth)}  ${`${done}/${planned}`.padStart(9)}`;
  let room = style.columns - start.length;
  if (room < 0) return cut(start, style.columns);
  // The worst comes first: what does not fit any more is the mildest.
  const counts = TOLD.filter((status) => tally[status] > 0).flatMap((status) => {
    const count = `${LOOK[status].symbol} ${tally[status]} ${status}`;
    room -= count.length + 2;
    return room < 0 ? [] : [`  ${paint(LOOK[status].format, count, style.colour)}`];
  });
  return `${start}${counts.join('')}`;
}

function runningLines(
  running: readonly RunningCase[],
  room: number,
  { nowMs, columns }: FrameStyle,
): readonly string[] {
  const most = Math.min(MOST_RUNNING, room);
  // A line that says how many more there are takes the place of one of them.
  const shown = running.length > most && most === room ? most - 1 : most;
  if (shown < 1) return [];
  const lines = running
    .toSorted((a, b) => a.sinceMs - b.sinceMs)
    .slice(0, shown)
    .map(({ id, sinceMs, note }) =>
      cut(`  … ${id}  ${seconds(nowMs - sinceMs)}  ${note}`.trimEnd(), columns),
    );
  const more = running.length - lines.length;
  return more > 0 ? [...lines, cut(`  … and ${more} more`, columns)] : lines;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** One thing a line: a longer one would wrap, and so would a line end within. */
function cut(line: string, columns: number): string {
  const clean = sanitise(line).replaceAll(/\s/g, ' ');
  return clean.length <= columns ? clean : `${clean.slice(0, Math.max(0, columns - 1))}…`;
}
