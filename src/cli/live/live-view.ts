import { createLogUpdate } from 'log-update';
import type { Event } from '#core/event.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import { frameOf } from './frame.ts';
import type { LiveView, LiveViewOptions } from './live.ts';
import { createPlainLog } from './plain-log.ts';
import { createLiveState } from './state.ts';

/** Ten pictures a second look live and cost nothing. */
const FRAME_MS = 100;

/** Shows a run while it goes on: a table that is repainted, or lines where nobody can repaint. */
export function createLiveView(options: LiveViewOptions): LiveView {
  return options.isTty ? createPaintedView(options) : createPlainLog(options);
}

/** What a terminal without a size of its own is taken for. */
const ROWS = 24;

function createPaintedView({ stream, columns, colour, nowMs }: LiveViewOptions): LiveView {
  const log = createLogUpdate(stream);
  const startedMs = nowMs();
  const state = createLiveState();
  const paintFrame = (): void => {
    const now = nowMs();
    const size = {
      // The window may have changed since the start.
      columns: stream.columns > 0 ? stream.columns : columns,
      rows: stream.rows > 0 ? stream.rows : ROWS,
    };
    log(frameOf(state, { ...size, colour, nowMs: now, elapsedMs: now - startedMs }));
  };
  const timer = setInterval(paintFrame, FRAME_MS);
  return {
    watch: (event: Event) => {
      state.advance(event, nowMs());
    },
    say: (text) => {
      log.persist(sanitise(text));
    },
    stop: () => {
      clearInterval(timer);
      // The report that follows says it all, and better.
      log.clear();
      log.done();
    },
  };
}
