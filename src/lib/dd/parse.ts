import { errorNameIn } from '#lib/nfs/error-name.ts';
import { sanitise } from '#lib/text/sanitise.ts';

/** What dd said at its end, or before it gave up. */
export type DdResult = {
  /** null where dd did not say: busybox without its fancy output tells only of records. */
  readonly bytes: number | null;
  readonly seconds: number | null;
  /** Bits per second, as every rate here; null without both, or if it took no time. */
  readonly rateBps: number | null;
  readonly recordsIn: Records | null;
  readonly recordsOut: Records | null;
  /** What dd complained of first; null if of nothing. */
  readonly complaint: DdComplaint | null;
};

/** Whole blocks, and shorter ones. */
export type Records = { readonly full: number; readonly partial: number };

export type DdComplaint = {
  readonly text: string;
  /** `ENOSPC`; null if the text is none of strerror(3). */
  readonly name: string | null;
};

// status=progress prints a line a second; the end is what counts.
const MOST_CHARACTERS = 64 * 1024;
const LONGEST_TEXT = 300;

/**
 * coreutils since 4.0 (`1048576 bytes (1.0 MB, 1.0 MiB) copied, 0.001 s, 1.0 GB/s`), with fewer brackets for few
 * bytes; busybox (`1048576 bytes (1.0MB) copied, 0.001 seconds, …`); BSD (`bytes transferred in 0.001 secs`).
 */
const COPIED =
  /^(\d{1,19}) bytes?(?: \([^()]{1,60}\))? (?:copied,|transferred in) (\d{1,12}(?:\.\d{1,12})?(?:e[+-]?\d{1,3})?) s/;
const RECORDS = /^(\d{1,19})\+(\d{1,19}) records (in|out)$/;
const COMPLAINT = /^(?:\S{0,200}\/)?dd: /;

/** Reads the standard error of dd in the C locale; of several reports the last counts. Never throws. */
export function parseDd(output: string): DdResult {
  const text = sanitiseLines(output);
  const lines = text.split('\n').map((line) => line.trim());
  const copied = lines.findLast((line) => COPIED.test(line));
  const [, byteDigits, secondDigits] = COPIED.exec(copied ?? '') ?? [];
  const bytes = amount(byteDigits);
  const seconds = amount(secondDigits);
  return {
    bytes,
    seconds,
    rateBps: rate(bytes, seconds),
    recordsIn: records(lines, 'in'),
    recordsOut: records(lines, 'out'),
    complaint: complaint(lines),
  };
}

/** The start, where complaints are, and the end. Progress ends its lines with a carriage return. */
function sanitiseLines(output: string): string {
  const half = MOST_CHARACTERS / 2;
  const bounded =
    output.length <= MOST_CHARACTERS
      ? output
      : `${output.slice(0, half)}\n${output.slice(-half).replace(/^[^\r\n]*/, '')}`;
  return sanitise(bounded.replaceAll('\r', '\n'));
}

function amount(digits: string | undefined): number | null {
  const value = digits === undefined ? Number.NaN : Number(digits);
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

function rate(bytes: number | null, seconds: number | null): number | null {
  if (bytes === null || seconds === null || seconds === 0) return null;
  const rateBps = (bytes * 8) / seconds;
  return Number.isFinite(rateBps) ? rateBps : null;
}

function records(lines: readonly string[], way: 'in' | 'out'): Records | null {
  const line = lines.findLast((one) => RECORDS.exec(one)?.[3] === way);
  const [, full, partial] = RECORDS.exec(line ?? '') ?? [];
  return full === undefined ? null : { full: Number(full), partial: Number(partial) };
}

function complaint(lines: readonly string[]): DdComplaint | null {
  const line = lines.find((one) => COMPLAINT.test(one));
  if (line === undefined) return null;
  const text = line.replace(COMPLAINT, '').slice(0, LONGEST_TEXT).toWellFormed();
  return { text, name: errorNameIn(text) };
}
