import { createLogUpdate } from 'log-update';
import type { Event } from '#core/event.ts';
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

function createPaintedView({ stream, columns, colour, nowMs }: LiveViewOptions): LiveView {
  const log = createLogUpdate(stream);
  const startedMs = nowMs();
  const state = createLiveState();
  const paintFrame = (): void => {
    const now = nowMs();
    log(frameOf(state, { colour, columns, nowMs: now, elapsedMs: now - startedMs }));
  };
  const timer = setInterval(paintFrame, FRAME_MS);
  return {
    watch: (event: Event) => {
      state.advance(event, nowMs());
    },
    stop: () => {
      clearInterval(timer);
      // The report that follows says it all, and better.
      log.clear();
      log.done();
    },
  };
}
