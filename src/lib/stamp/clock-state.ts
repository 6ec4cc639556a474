/** How well a clock is kept: what the S bit and the error estimate of a test packet say (RFC 8762 §4.2.1). */
export type ClockState = { readonly isSynchronised: boolean; readonly errorMs: number };

/** Nobody says that it is kept at all. The error then is that of reading it. */
export const UNKEPT: ClockState = { isSynchronised: false, errorMs: 1 };

/** Fields of `chronyc -c tracking`, by their places (chronyc(1)). */
const OFFSET_S = 4;
const ROOT_DELAY_S = 10;
const ROOT_DISPERSION_S = 11;
const LEAP_STATUS = 13;

/**
 * Returns what chrony says of the clock. Its error is at most the offset, the root dispersion and half of the root
 * delay together (chronyc(1), "tracking").
 */
export function clockStateOf(tracking: string): ClockState {
  const fields = tracking.trim().split(',');
  const at = (place: number): number => Number(fields[place]);
  const errorMs =
    1000 * (Math.abs(at(OFFSET_S)) + at(ROOT_DISPERSION_S) + Math.abs(at(ROOT_DELAY_S)) / 2);
  const isKept = fields[LEAP_STATUS] !== undefined && fields[LEAP_STATUS] !== 'Not synchronised';
  return isKept && Number.isFinite(errorMs) ? { isSynchronised: true, errorMs } : UNKEPT;
}
