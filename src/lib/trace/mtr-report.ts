import { plainAddress } from './address.ts';
import type { Ledger } from './ledger.ts';
import type { HopStatistics } from './trace.ts';
import type { LineReader } from './traceroute-line.ts';

/** The fields of one hop by mtr's own titles: `Loss%` (0–100), `Snt`, `Best`, `Avg`, `Wrst` (ms). */
type Fields = ReadonlyMap<string, string>;

// One member after another, so that lines may break anywhere: mtr 0.87 has counts as text, 0.93 as numbers.
const MEMBER =
  /"([A-Za-z%]{1,20})"\s{0,8}:\s{0,8}(?:"([^"\\]{0,300})"|(-?\d{1,15}(?:\.\d{1,15})?))/g;
const NUMBER = /^\d{1,15}(?:\.\d{1,15})?$/;
const FIELDS_OF_A_HOP = 32;

/** Returns a reader of `mtr --json`, which it reads line by line: a member is never broken over two. */
export function createMtrJsonReader(ledger: Ledger): LineReader {
  let fields = new Map<string, string>();
  const flush = (): void => {
    record(fields.get('count'), fields.get('host'), { fields, ledger });
    fields = new Map();
  };
  return (line) => {
    if (!/^\s*["{}\][]/.test(line)) return false;
    for (const [, name = '', text, number = ''] of line.matchAll(MEMBER)) {
      if (name === 'count') flush();
      if (fields.size < FIELDS_OF_A_HOP) fields.set(name, text ?? number);
    }
    if (/\}[\],\s}]*$/.test(line)) flush();
    return true;
  };
}

/** Returns a reader of `mtr --csv`. The header names the columns, which `-o` and `-z` change. */
export function createMtrCsvReader(ledger: Ledger): LineReader {
  let columns: readonly string[] = [];
  return (line) => {
    const cells = line.split(',', FIELDS_OF_A_HOP);
    const isHeader = line.startsWith('Mtr_Version,');
    if (isHeader) columns = cells;
    if (isHeader || !/^MTR\.\d/.test(line)) return isHeader;
    const fields = new Map(columns.map((column, index) => [column, cells[index] ?? '']));
    record(fields.get('Hop'), fields.get('Ip'), { fields, ledger });
    return true;
  };
}

/** A hop without an answer has `???` for an address. */
function record(
  hop: string | undefined,
  host: string | undefined,
  { fields, ledger }: { readonly fields: Fields; readonly ledger: Ledger },
): void {
  const ttl = numberIn(hop);
  const sent = numberIn(fields.get('Snt'));
  if (ttl === null || host === undefined || sent === null) return;
  const lossRatio = lossIn(fields);
  const lost = Math.round(sent * lossRatio);
  ledger.silence(ttl, lost);
  const address = plainAddress(/\((\S{1,100})\)$/.exec(host)?.[1] ?? host);
  if (address === null) return;
  ledger.answer(ttl, { address, rttMs: numberIn(fields.get('Best')) });
  const times = timesIn(fields);
  if (times !== null) ledger.describe(ttl, { sent, lossRatio, ...times });
}

function timesIn(fields: Fields): Pick<HopStatistics, 'bestMs' | 'averageMs' | 'worstMs'> | null {
  const bestMs = numberIn(fields.get('Best'));
  const averageMs = numberIn(fields.get('Avg'));
  const worstMs = numberIn(fields.get('Wrst'));
  if (bestMs === null || averageMs === null || worstMs === null) return null;
  return { bestMs, averageMs, worstMs };
}

function lossIn(fields: Fields): number {
  return Math.min(1, (numberIn(fields.get('Loss%')) ?? 0) / 100);
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && NUMBER.test(text) ? Number(text) : null;
}
