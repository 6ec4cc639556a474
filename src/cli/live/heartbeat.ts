/** Silence of two seconds deserves a word, and then one every five. */
const FIRST_WORD_MS = 2000;
const NEXT_WORD_MS = 5000;

export interface Heartbeat {
  /** Something else was just said: the silence begins anew. */
  postpone(): void;
  stop(): void;
}

/** Calls `beat` when nothing was said for two seconds, and never twice within five. */
export function createHeartbeat(nowMs: () => number, beat: () => void): Heartbeat {
  let silentSinceMs = nowMs();
  let lastBeatMs = -Infinity;
  const dueInMs = (): number =>
    Math.max(silentSinceMs + FIRST_WORD_MS, lastBeatMs + NEXT_WORD_MS) - nowMs();
  const look = (): void => {
    if (dueInMs() <= 0) {
      beat();
      lastBeatMs = nowMs();
    }
    timer = setTimeout(look, dueInMs());
  };
  let timer = setTimeout(look, FIRST_WORD_MS);
  return {
    postpone: () => {
      silentSinceMs = nowMs();
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
