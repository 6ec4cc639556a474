/** The kernel counts in 64 bits; beyond 2^53, some 9 petabytes, the last digits are not exact. */
const COUNTER = /^-?\d{1,20}$/;

/** Returns the numbers of a line, null if one of them is none. Idle times may be below zero, and are 0 then. */
export function countersIn(text: string): readonly number[] | null {
  const words = text.trim().split(/\s+/);
  if (!words.every((word) => COUNTER.test(word))) return null;
  return words.map((word) => Math.max(0, Number(word)));
}
