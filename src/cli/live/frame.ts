import type { Status } from '#core/report.ts';
import { LOOK, paint } from '#lib/style.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import type { CheckProgress, LiveState } from './state.ts';

export interface FrameStyle {
  readonly colour: boolean;
  readonly columns: number;
  readonly nowMs: number;
  readonly elapsedMs: number;
}

/** A screen has at least 24 lines; the table above needs some of them. */
const MOST_RUNNING = 6;

const TOLD: readonly Status[] = ['fail', 'error', 'inconclusive', 'warn', 'pass', 'skip'];

/** Returns the picture of a run at one moment: a row a check, then what has been running longest. */
export function frameOf(state: LiveState, style: FrameStyle): string {
  const width = Math.max(0, ...[...state.checks.keys()].map((id) => id.length));
  const rows = [...state.checks.values()].map((check) => rowOf(check, width, style));
  const running = [...state.running.values()].sort((a, b) => a.sinceMs - b.sinceMs);
  const lines = running.slice(0, MOST_RUNNING).map(({ id, sinceMs, note }) => {
    const seconds = ((style.nowMs - sinceMs) / 1000).toFixed(1);
    return cut(`  … ${id}  ${seconds} s  ${note}`, style.columns);
  });
  const more = running.length - lines.length;
  return [
    `Running  ${(style.elapsedMs / 1000).toFixed(1)} s`,
    ...rows,
    ...lines,
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ].join('\n');
}

function rowOf(
  { id, planned, done, tally }: CheckProgress,
  width: number,
  style: FrameStyle,
): string {
  const counts = TOLD.filter((status) => tally[status] > 0).map((status) =>
    paint(LOOK[status].format, `${LOOK[status].symbol} ${tally[status]} ${status}`, style.colour),
  );
  return `${id.padEnd(width)}  ${`${done}/${planned}`.padStart(9)}  ${counts.join('  ')}`;
}

/** One case a line: a longer one would wrap and break the repainting. */
function cut(line: string, columns: number): string {
  const clean = sanitise(line);
  return clean.length <= columns ? clean : `${clean.slice(0, columns - 1)}…`;
}
