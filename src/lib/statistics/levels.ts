/** Twice as many at most; when they are full, each two become one of double length. */
const FEWEST_WINDOWS = 32;

export interface LevelBuilder {
  add(value: number): void;
  levels(): readonly number[];
}

/** Collects the least value of each stretch of a series, in constant space: queues come and go, the path's own delay stays. */
export function createLevels(): LevelBuilder {
  let windows: number[] = [];
  let length = 1;
  let inWindow = 0;
  let least = Infinity;
  return {
    add: (value) => {
      least = Math.min(least, value);
      inWindow += 1;
      if (inWindow < length) return;
      windows.push(least);
      inWindow = 0;
      least = Infinity;
      if (windows.length < 2 * FEWEST_WINDOWS) return;
      windows = Array.from({ length: FEWEST_WINDOWS }, (_, index) =>
        Math.min(...windows.slice(2 * index, 2 * index + 2)),
      );
      length *= 2;
    },
    levels: () => [...windows],
  };
}

/** A step in a series: its level before and after, and where in the series it lies, from 0 to 1. */
export type Step = { readonly before: number; readonly after: number; readonly at: number };

/** A quarter of the windows on each side: by chance they are never all on the right side of each other. */
const LEAST_SHARE = 4;

/** Smaller steps are a clock's or a scheduler's. */
const LEAST_STEP_MS = 0.5;
const LEAST_RATIO = 0.1;

/** Returns the step of a series whose earlier part lies all below, or all above, its later part. */
export function stepIn(levels: readonly number[]): Step | undefined {
  if (levels.length < FEWEST_WINDOWS) return undefined;
  const margin = Math.floor(levels.length / LEAST_SHARE);
  for (let split = margin; split <= levels.length - margin; split += 1) {
    const step = stepAt(levels, split);
    if (step !== undefined) return step;
  }
  return undefined;
}

function stepAt(levels: readonly number[], split: number): Step | undefined {
  const early = levels.slice(0, split);
  const late = levels.slice(split);
  const rise = Math.min(...late) - Math.max(...early);
  const fall = Math.min(...early) - Math.max(...late);
  const before = Math.min(...early);
  const after = Math.min(...late);
  const least = Math.max(LEAST_STEP_MS, LEAST_RATIO * Math.min(before, after));
  return Math.max(rise, fall) >= least ? { before, after, at: split / levels.length } : undefined;
}
