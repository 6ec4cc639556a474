/** When packets are due: slowly at first, faster while none are lost, and slower after the first burst of losses. */
export interface Pace {
  /** How many are due by now. */
  due(atMs: number): number;
  /** Forgives what was missed while the loop was held up: a burst of ours would be a test of its own. */
  skip(atMs: number): void;
  /** Takes the longest run of losses and the longest round trip so far. */
  adapt(seen: { readonly longestLoss: number; readonly longestRttMs: number }, atMs: number): void;
  isFast(): boolean;
  /** The highest rate that was reached. */
  reachedPps(): number;
}

/** RFC 8085 §3.1.3: an unknown path is entered slowly. Each step lasts long enough to see its losses. */
const STEPS_PPS = [10, 100, 1000, 10_000] as const;
const STEP_MS = 100;
const STEP_ROUND_TRIPS = 2;

/** Losses in a row that speak for a queue that we filled ourselves. */
const BURST = 3;
const BACK_OFF = 1 / 4;

/** For so long; if packets are lost in bursts then, too, it is not our rate that loses them. */
const REST_MS = 1000;

/** Up to it a timer is fine enough: two or three packets each millisecond. Beyond, the loop has to spin. */
const FAST_PPS = 2500;

/** Never more at once, however late: it would be a burst. */
const MOST_AT_ONCE = 20;

/** A path that is known, as loopback is, is entered at its full rate. */
export function createPace(topRatePps: number, { isKnown }: { readonly isKnown: boolean }): Pace {
  const slower = isKnown ? [] : STEPS_PPS.filter((rate) => rate < topRatePps);
  const steps = [...slower, topRatePps];
  let step = 0;
  let ratePps: number = steps[0] ?? topRatePps;
  let reached = 0;
  let since: number | undefined;
  let credit = 1;
  let lastMs = 0;
  let hasBackedOff = false;
  return {
    due: (atMs) => {
      since ??= atMs;
      if (lastMs > 0) credit += ((atMs - lastMs) / 1000) * ratePps;
      lastMs = atMs;
      const due = Math.min(MOST_AT_ONCE, Math.floor(credit));
      credit = Math.min(credit - due, MOST_AT_ONCE);
      if (due > 0) reached = Math.max(reached, ratePps);
      return due;
    },
    skip: (atMs) => {
      lastMs = atMs;
    },
    adapt: ({ longestLoss, longestRttMs }, atMs) => {
      if (longestLoss >= BURST && !hasBackedOff) {
        hasBackedOff = true;
        ratePps = Math.max(steps[0] ?? 1, ratePps * BACK_OFF);
        since = atMs + REST_MS;
        return;
      }
      const stepMs = Math.max(STEP_MS, STEP_ROUND_TRIPS * longestRttMs);
      if (since === undefined || atMs - since < stepMs) return;
      since = atMs;
      step = Math.min(step + 1, steps.length - 1);
      ratePps = steps[step] ?? ratePps;
    },
    isFast: () => ratePps > FAST_PPS,
    reachedPps: () => reached,
  };
}
