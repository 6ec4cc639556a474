/** A line with its number, which counts from 1. */
export type NumberedLine = { readonly number: number; readonly text: string };

export interface LineSplitter {
  /** Takes the next bytes of the log. */
  push(bytes: Uint8Array): void;
  /** Takes what stands after the last line end. Returns how many lines there were. */
  end(): number;
}

/** A line beyond this is a dump, not a message; what matters stands at its beginning. */
export const MOST_LINE_BYTES = 16 * 1024;

const LINE_END = 0x0a;
const decoder = new TextDecoder(); // puts U+FFFD where the bytes are no UTF-8, and drops a byte order mark

/** Calls `onLine` for each line, cut at 16 KiB; holds no more than that, however long a line is. */
export function createLineSplitter(onLine: (line: NumberedLine) => void): LineSplitter {
  const pending = new Uint8Array(MOST_LINE_BYTES);
  let length = 0;
  let number = 0;
  let hasBegun = false;
  const keep = (bytes: Uint8Array): void => {
    const part = bytes.subarray(0, MOST_LINE_BYTES - length);
    pending.set(part, length);
    length += part.length;
    hasBegun ||= bytes.length > 0;
  };
  const emit = (bytes: Uint8Array): void => {
    number += 1;
    onLine({ number, text: withoutReturn(decoder.decode(bytes.subarray(0, MOST_LINE_BYTES))) });
    length = 0;
    hasBegun = false;
  };
  return {
    push: (bytes) => {
      let from = 0;
      for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, from)) {
        const line = bytes.subarray(from, end);
        from = end + 1;
        if (!hasBegun) emit(line);
        else {
          keep(line);
          emit(pending.subarray(0, length));
        }
      }
      keep(bytes.subarray(from));
    },
    end: () => {
      if (hasBegun) emit(pending.subarray(0, length));
      return number;
    },
  };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
