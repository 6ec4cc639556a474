import { sanitise } from '../text/sanitise.ts';
import { readJsonRecord } from './json-record.ts';
import { timeOf } from './time-of.ts';

/** A log line as it is matched and quoted: one line of plain text, and when it was written. */
export type LogRecord = {
  readonly text: string;
  /** as the log has it; null where it has none */
  readonly time: string | null;
};

/** Reads a line of journald, klog, zap, logfmt, kubectl or anything else. Never throws. */
export function readRecord(line: string): LogRecord {
  const fromJson = line.includes('{') ? readJsonRecord(line) : undefined;
  const text = plainText(fromJson?.text ?? line);
  return { text, time: fromJson?.time ?? timeOf(text) };
}

const UNTIDY = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/;

/** A message that was quoted, perhaps twice, holds `\"` and `\n` in the place of quotes and line ends. */
function plainText(text: string): string {
  const unquoted = text.includes('\\')
    ? text.replaceAll(/\\{1,8}(["'])/g, '$1').replaceAll(/\\{1,8}[nrt](?![a-z])/g, ' ')
    : text;
  return UNTIDY.test(unquoted)
    ? sanitise(unquoted.replaceAll(/[\r\n\t\u2028\u2029]/g, ' '))
    : unquoted;
}
