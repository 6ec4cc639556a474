/** RFC 5531 §11: over TCP a record is sent in fragments, each behind its length; the high bit marks the last. */
const HEADER_BYTES = 4;
const LAST_FRAGMENT = 0x80000000;

/** Returns a message as a record of one fragment. */
export function withRecordMark(message: Uint8Array): Buffer {
  const record = Buffer.alloc(HEADER_BYTES + message.length);
  record.writeUInt32BE(LAST_FRAGMENT + message.length);
  record.set(message, HEADER_BYTES);
  return record;
}

export type RecordProgress =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'record'; readonly bytes: Buffer }
  | { readonly kind: 'too-long' };

/** Joins the fragments of one record, however its pieces arrive. */
export interface RecordJoiner {
  /** Takes the next piece. What comes behind the record is dropped. */
  push(piece: Uint8Array): RecordProgress;
  /** All that came, headers too. */
  readonly receivedBytes: number;
}

/**
 * Refuses a record beyond `mostBytes` on reading a header, so that a stranger cannot make us keep it. Headers count:
 * empty fragments without end are too long as well.
 */
export function createRecordJoiner(mostBytes: number): RecordJoiner {
  const record = createGrowing(mostBytes);
  const header = createGrowing(HEADER_BYTES);
  let headerBytes = 0;
  let missingBytes = 0;
  let isLast = false;
  let receivedBytes = 0;

  /** True as long as the record may become whole. */
  const readHeader = (): boolean => {
    const word = header.bytes().readUInt32BE();
    header.clear();
    headerBytes += HEADER_BYTES;
    isLast = word >= LAST_FRAGMENT;
    missingBytes = word % LAST_FRAGMENT;
    return headerBytes + record.bytes().length + missingBytes <= mostBytes;
  };

  return {
    push(piece) {
      receivedBytes += piece.length;
      let rest = piece;
      while (rest.length > 0) {
        const into = missingBytes > 0 ? record : header;
        const wanted = missingBytes > 0 ? missingBytes : HEADER_BYTES - header.bytes().length;
        const part = rest.subarray(0, wanted);
        rest = rest.subarray(part.length);
        into.append(part);
        if (into === record) missingBytes -= part.length;
        else if (part.length < wanted) continue;
        else if (!readHeader()) return { kind: 'too-long' };
        if (isLast && missingBytes === 0) return { kind: 'record', bytes: record.bytes() };
      }
      return { kind: 'incomplete' };
    },
    get receivedBytes() {
      return receivedBytes;
    },
  };
}

interface Growing {
  append(part: Uint8Array): void;
  bytes(): Buffer;
  clear(): void;
}

const FIRST_BYTES = 1024;

/** Bytes are copied together as they come: a record in one-byte pieces costs no more than a whole one. */
function createGrowing(mostBytes: number): Growing {
  let held = Buffer.alloc(Math.min(FIRST_BYTES, mostBytes));
  let length = 0;
  return {
    append(part) {
      if (length + part.length > held.length) {
        const grown = Buffer.alloc(
          Math.min(mostBytes, Math.max(2 * held.length, length + part.length)),
        );
        grown.set(held.subarray(0, length));
        held = grown;
      }
      held.set(part, length);
      length += part.length;
    },
    bytes: () => held.subarray(0, length),
    clear: () => {
      length = 0;
    },
  };
}
