import { CannotMeasure } from '#core/check.ts';

/** Acts a second that a session may have done for it, and how many at once after a rest. */
const PER_SECOND = 2000;
const MOST_AT_ONCE = 4000;

/** What probes of ports and names come to in hours; whatever needs more has a limit of its own. */
const MOST_BYTES = 256 * 1024 * 1024;

export interface Allowance {
  /** Called before each act with what it sends. Throws CannotMeasure once there are too many, or too much. */
  readonly spend: (bytes: number) => void;
}

/** Returns the traffic that one session may cause. */
export function createAllowance(nowMs: () => number, mostBytes = MOST_BYTES): Allowance {
  let left = MOST_AT_ONCE;
  let sinceMs = nowMs();
  let sentBytes = 0;
  return {
    spend: (bytes) => {
      const atMs = nowMs();
      left = Math.min(MOST_AT_ONCE, left + ((atMs - sinceMs) / 1000) * PER_SECOND);
      sinceMs = atMs;
      if (left < 1) throw tooMany();
      if (sentBytes + bytes > mostBytes) throw tooMuch(mostBytes);
      left -= 1;
      sentBytes += bytes;
    },
  };
}

function tooMany(): CannotMeasure {
  return new CannotMeasure(
    `The peer does ${PER_SECOND} things a second for one host, and was asked for more.`,
    'Run with fewer cases at once: limits.concurrency in the config.',
  );
}

function tooMuch(mostBytes: number): CannotMeasure {
  return new CannotMeasure(
    `The peer sends ${mostBytes} bytes for one session, and was asked for more.`,
    'Run again: each run has an allowance of its own.',
  );
}
