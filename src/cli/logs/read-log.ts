import { addAbortSignal } from 'node:stream';
import { createLineSplitter, type NumberedLine } from '#lib/log-lines/line-splitter.ts';
import { reasonOf } from '../outputs.ts';
import { UsageError } from '../usage-error.ts';
import type { LogSource } from './log-source.ts';

/**
 * Reads a log to its end, or until the signal aborts, and hands out its lines. Returns how many there were. Throws
 * UsageError for what is no text, or cannot be read.
 */
export async function readLog(
  source: LogSource,
  onLine: (line: NumberedLine) => void,
  signal: AbortSignal,
): Promise<number> {
  const { name } = source;
  const splitter = createLineSplitter(onLine);
  let isFirst = true;
  try {
    for await (const chunk of addAbortSignal(signal, source.open())) {
      // Streams of bytes give nothing else.
      const bytes = chunk as Uint8Array;
      if (isFirst) refuseBinary(name, bytes);
      isFirst = false;
      splitter.push(bytes);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (!signal.aborted) throw new UsageError(`${name}: ${reasonOf(error)}`);
  }
  return splitter.end();
}

/** How files begin that hold a log in another form, and how to get at it. */
const FORMS = [
  { begins: '\u001f\u008b', advice: 'is compressed: zcat FILE | hybrid-preflight explain-log' },
  {
    begins: '\u0028\u00b5\u002f\u00fd',
    advice: 'is compressed: zstdcat FILE | hybrid-preflight explain-log',
  },
  { begins: '\u00fd7zXZ', advice: 'is compressed: xzcat FILE | hybrid-preflight explain-log' },
  {
    begins: 'LPKSHHRH',
    advice: 'is a journal: journalctl --file FILE | hybrid-preflight explain-log',
  },
];

function refuseBinary(name: string, bytes: Uint8Array): void {
  const beginning = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const form = FORMS.find(({ begins }) => beginning.startsWith(begins));
  if (form !== undefined) throw new UsageError(`${name} ${form.advice}`);
}
