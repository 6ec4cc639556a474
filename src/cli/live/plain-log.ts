import type { Event } from '#core/event.ts';
import type { Result } from '#core/report.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { LiveView, LiveViewOptions } from './live.ts';
import { createLiveState, type LiveState } from './state.ts';

/** A log of thousands of lines helps nobody. What goes wrong is worth more of them than what passes. */
const MOST_PASSES = 200;
const MOST_TROUBLES = 300;

/** A line for each case that was measured, as it ends, and a sign of life in between. */
export function createPlainLog({
  stream,
  nowMs,
}: Pick<LiveViewOptions, 'stream' | 'nowMs'>): LiveView {
  const state = createLiveState();
  const passes = { left: MOST_PASSES, last: '… from here on only what does not pass' };
  const troubles = { left: MOST_TROUBLES, last: '… and more that does not pass: see the report' };
  let skipped = 0;
  const write = (text: string): void => {
    stream.write(`${sanitise(text).replaceAll(/\n\s*/g, ' ')}\n`);
  };
  const heartbeat = createHeartbeat(nowMs, () => {
    const text = signOfLife(state, nowMs());
    if (text !== undefined) write(text);
  });
  const say = (text: string): void => {
    write(text);
    heartbeat.postpone();
  };
  return {
    watch: (event: Event) => {
      state.advance(event, nowMs());
      if (event.kind !== 'finished') return;
      const { status } = event.result.outcome;
      if (status === 'skip') skipped += 1;
      const quota = status === 'pass' ? passes : troubles;
      if (status === 'skip' || quota.left === 0) return;
      say(lineOf(event.id, event.result));
      quota.left -= 1;
      if (quota.left === 0) say(quota.last);
    },
    say,
    stop: () => {
      heartbeat.stop();
      if (skipped > 0) write(`${skipped} skipped: the report says why`);
    },
  };
}

function lineOf(id: string, { outcome, durationMs }: Result): string {
  const codes = 'findings' in outcome ? outcome.findings.map(({ code }) => code) : [];
  return `${outcome.status.padEnd(12)}  ${id}  ${Math.round(durationMs)} ms  ${codes.join(' ')}`.trimEnd();
}

/** Names what has been running longest, and how far the run is. */
function signOfLife({ running, checks }: LiveState, nowMs: number): string | undefined {
  const oldest = [...running.values()].sort((a, b) => a.sinceMs - b.sinceMs)[0];
  if (oldest === undefined) return undefined;
  const others = running.size - 1;
  const seconds = ((nowMs - oldest.sinceMs) / 1000).toFixed(0);
  const rest = others > 0 ? ` and ${others} more` : '';
  const all = [...checks.values()];
  const done = all.reduce((sum, check) => sum + check.done, 0);
  const planned = all.reduce((sum, check) => sum + check.planned, 0);
  return (
    `still running, ${done}/${planned} done: ${oldest.id} for ${seconds} s ${oldest.note}`.trimEnd() +
    rest
  );
}
