// The longest line that any ping prints (a reply from a name of 255 characters) is under 700 characters.
const LONGEST_LINE = 4096;

/** Puts lines together from pieces. A line beyond LONGEST_LINE is dropped, so that memory is bounded. */
export interface LineSplitter {
  push(chunk: string): readonly string[];
  /** Returns what came after the last line end, if anything. */
  end(): readonly string[];
}

/** Returns a splitter at \n or \r\n. Its work is linear in what is pushed, whatever the pieces. */
export function createLineSplitter(): LineSplitter {
  let pending = '';
  let isTooLong = false;

  const append = (piece: string): void => {
    isTooLong ||= pending.length + piece.length > LONGEST_LINE;
    pending = isTooLong ? '' : pending + piece;
  };
  const take = (): readonly string[] => {
    const lines = isTooLong || pending === '' ? [] : [withoutReturn(pending)];
    pending = '';
    isTooLong = false;
    return lines;
  };

  return {
    push: (chunk) => {
      const lines: string[] = [];
      let start = 0;
      for (;;) {
        const end = chunk.indexOf('\n', start);
        append(chunk.slice(start, end === -1 ? undefined : end));
        if (end === -1) return lines;
        lines.push(...take());
        start = end + 1;
      }
    },
    end: take,
  };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
