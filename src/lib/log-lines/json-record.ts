/** What a line of JSON says. */
export type JsonRecord = { readonly text: string; readonly time: string | null };

type Fields = Readonly<Record<string, unknown>>;

/** The message, as journald, zap and other loggers, and container runtimes call it. */
const MESSAGES = ['MESSAGE', 'msg', 'message', 'log'] as const;
const TIMES = ['ts', 'time', 'timestamp', '@timestamp', 'T', 'lastTimestamp'] as const;
const MOST_DEPTH = 4; // a record within a record (nodeadm in journald) and its details

/** Reads a JSON object that makes up the rest of the line. Returns undefined for anything else. */
export function readJsonRecord(line: string): JsonRecord | undefined {
  const from = line.indexOf('{');
  const fields = parseObject(line.slice(from));
  if (fields === undefined) return undefined;
  const told = recordOf(fields, MOST_DEPTH);
  // A prefix such as `nodeadm[811]:` stays in the quotation.
  return { ...told, text: `${line.slice(0, from)}${told.text}` };
}

function parseObject(text: string): Fields | undefined {
  if (!text.trimEnd().endsWith('}')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined; // a line that only looks like JSON is text
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(fields: Fields, depth: number): JsonRecord {
  const name = MESSAGES.find((key) => textOf(fields[key]) !== undefined);
  const message = name === undefined ? '' : (textOf(fields[name]) ?? '');
  const inner = depth > 0 && message.startsWith('{') ? parseObject(message) : undefined;
  const told = inner === undefined ? { text: message, time: null } : recordOf(inner, depth - 1);
  const rest = Object.entries(fields).filter(([key]) => key !== name && !isOfJournal(key));
  return {
    text: [told.text, ...rest.flatMap(([key, value]) => pairs(key, value, depth))].join(' '),
    time: told.time ?? timeIn(fields),
  };
}

/** journald writes bytes that are no printable UTF-8, such as colours, as a list of numbers. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0 || !value.every(isByte)) return undefined;
  return new TextDecoder().decode(Uint8Array.from(value));
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 255;
}

/** journald’s own fields say nothing of the error. */
function isOfJournal(key: string): boolean {
  return /^_*[A-Z][A-Z0-9_]{0,63}$/.test(key);
}

function pairs(key: string, value: unknown, depth: number): readonly string[] {
  if (TIMES.some((name) => name === key)) return [];
  if (typeof value === 'string') return [`${key}="${value}"`];
  if (typeof value === 'number' || typeof value === 'boolean') return [`${key}=${String(value)}`];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((part) => pairs(key, part, depth - 1));
  return Object.entries(value).flatMap(([name, part]) => pairs(`${key}.${name}`, part, depth - 1));
}

function timeIn(fields: Fields): string | null {
  const micros = fields['__REALTIME_TIMESTAMP'];
  if (typeof micros === 'string' && /^\d{13,17}$/.test(micros)) return isoOf(Number(micros) / 1e6);
  const value = TIMES.map((name) => fields[name]).find((time) => time !== undefined);
  if (typeof value === 'number') return isoOf(value > 1e11 ? value / 1000 : value);
  return typeof value === 'string' ? value.slice(0, 40) : null;
}

const ISO = new Intl.DateTimeFormat('en', {
  timeZone: 'UTC',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Takes seconds since 1970. Returns ISO 8601 in UTC, to the second; null for what is no time of this age. */
function isoOf(seconds: number): string | null {
  if (!(seconds > 0 && seconds < 4e9)) return null;
  const parts = Object.fromEntries(
    ISO.formatToParts(Math.floor(seconds) * 1000).map(({ type, value }) => [type, value]),
  );
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
