import type { Event } from '#core/event.ts';
import type { Result } from '#core/report.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import type { LiveView, LiveViewOptions } from './live.ts';
import { createLiveState } from './state.ts';

/** A log of thousands of lines helps nobody: beyond these, only what went wrong is told as it happens. */
const MOST_LINES = 200;

/** Silence of two seconds deserves a word, and then one every five. */
const FIRST_WORD_MS = 2000;
const NEXT_WORD_MS = 5000;

/** A line for each case that was measured, as it ends, and a sign of life in between. */
export function createPlainLog({
  stream,
  nowMs,
}: Pick<LiveViewOptions, 'stream' | 'nowMs'>): LiveView {
  const state = createLiveState();
  let lines = 0;
  const say = (text: string): void => {
    stream.write(`${sanitise(text)}\n`);
    heartbeat.refresh();
  };
  const heartbeat = createHeartbeat(() => {
    const oldest = [...state.running.values()].sort((a, b) => a.sinceMs - b.sinceMs)[0];
    if (oldest === undefined) return;
    const others = state.running.size - 1;
    const seconds = ((nowMs() - oldest.sinceMs) / 1000).toFixed(0);
    const rest = others > 0 ? ` and ${others} more` : '';
    stream.write(
      `still running: ${sanitise(oldest.id)} for ${seconds} s ${sanitise(oldest.note)}${rest}\n`,
    );
  });
  return {
    watch: (event: Event) => {
      state.advance(event, nowMs());
      if (event.kind !== 'finished' || event.result.outcome.status === 'skip') return;
      lines += 1;
      if (lines <= MOST_LINES || event.result.outcome.status !== 'pass')
        say(lineOf(event.id, event.result));
      if (lines === MOST_LINES) say('… from here on only what does not pass');
    },
    stop: () => {
      heartbeat.stop();
    },
  };
}

function lineOf(id: string, { outcome, durationMs }: Result): string {
  const codes = 'findings' in outcome ? outcome.findings.map(({ code }) => code) : [];
  return `${outcome.status.padEnd(12)}  ${id}  ${Math.round(durationMs)} ms  ${codes.join(' ')}`.trimEnd();
}

interface Heartbeat {
  refresh(): void;
  stop(): void;
}

function createHeartbeat(beat: () => void): Heartbeat {
  const again = (): void => {
    beat();
    timer = setTimeout(again, NEXT_WORD_MS);
  };
  let timer = setTimeout(again, FIRST_WORD_MS);
  return {
    refresh: () => {
      clearTimeout(timer);
      timer = setTimeout(again, FIRST_WORD_MS);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
