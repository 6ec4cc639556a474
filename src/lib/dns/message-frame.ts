/** RFC 1035 §4.1.1. */
export const HEADER_BYTES = 12;

/** One resource record, cut out but not decoded; `ttl` is unsigned. */
export type RecordFrame = {
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly data: Buffer;
};

/** Where the parts of a message begin and end. */
export type MessageFrame = {
  readonly kind: 'frame';
  /** The raw bytes of the one question, or none. */
  readonly question: Buffer;
  readonly answers: readonly RecordFrame[];
  readonly authorities: readonly RecordFrame[];
  readonly additionals: readonly RecordFrame[];
};

export type Malformed = { readonly kind: 'malformed'; readonly why: string };

const TRUNCATED_FLAG = 0x0200;

/**
 * Cuts a message into its records without following a compression pointer, so that the work is
 * linear in its size whatever its sender wrote. A truncated message may end in the middle of one.
 */
export function frameMessage(message: Buffer): MessageFrame | Malformed {
  if (message.length < HEADER_BYTES) return malformed('shorter than a header');
  const questionCount = message.readUInt16BE(4);
  if (questionCount > 1) return malformed(`${questionCount} questions`);
  const questionEnd = questionCount === 0 ? HEADER_BYTES : endOfQuestion(message);
  if (questionEnd === undefined) return malformed('a question that ends beyond the message');
  const sections = cutSections(message, questionEnd);
  if (sections === undefined) return malformed('a record that ends beyond the message');
  return { kind: 'frame', question: message.subarray(HEADER_BYTES, questionEnd), ...sections };
}

/** Returns the offset behind the first question, which must not be compressed. */
export function endOfQuestion(message: Buffer): number | undefined {
  const nameEnd = endOfName(message, HEADER_BYTES);
  if (nameEnd === undefined || message[nameEnd - 1] !== 0) return undefined;
  const end = nameEnd + 4;
  return end > message.length ? undefined : end;
}

type Sections = Pick<MessageFrame, 'answers' | 'authorities' | 'additionals'>;

const NO_SECTIONS: Sections = { answers: [], authorities: [], additionals: [] };

function cutSections(message: Buffer, start: number): Sections | undefined {
  const wasTruncated = (message.readUInt16BE(2) & TRUNCATED_FLAG) !== 0;
  const sections: RecordFrame[][] = [];
  let offset = start;
  for (const countOffset of [6, 8, 10]) {
    const section = cutSection(message, offset, message.readUInt16BE(countOffset));
    if (section === undefined) return wasTruncated ? NO_SECTIONS : undefined;
    sections.push(section.records);
    offset = section.end;
  }
  const [answers = [], authorities = [], additionals = []] = sections;
  return { answers, authorities, additionals };
}

function cutSection(
  message: Buffer,
  start: number,
  count: number,
): { readonly records: RecordFrame[]; readonly end: number } | undefined {
  const records: RecordFrame[] = [];
  let end = start;
  while (records.length < count) {
    const record = cutRecord(message, end);
    if (record === undefined) return undefined;
    records.push(record.frame);
    end = record.end;
  }
  return { records, end };
}

/** Type, class, TTL and data length stand behind the owner's name: RFC 1035 §4.1.3. */
const FIXED_BYTES = 10;

function cutRecord(
  message: Buffer,
  start: number,
): { readonly frame: RecordFrame; readonly end: number } | undefined {
  const offset = endOfName(message, start);
  if (offset === undefined || offset + FIXED_BYTES > message.length) return undefined;
  const dataStart = offset + FIXED_BYTES;
  const end = dataStart + message.readUInt16BE(offset + 8);
  if (end > message.length) return undefined;
  const frame = {
    type: message.readUInt16BE(offset),
    class: message.readUInt16BE(offset + 2),
    ttl: message.readUInt32BE(offset + 4),
    data: message.subarray(dataStart, end),
  };
  return { frame, end };
}

/** A name ends with an empty label or with a pointer: RFC 1035 §4.1.4. */
function endOfName(message: Buffer, start: number): number | undefined {
  let offset = start;
  for (;;) {
    const length = message[offset];
    if (length === undefined) return undefined;
    if (length === 0) return offset + 1;
    if (length >= 0xc0) return offset + 2;
    if (length > 63) return undefined;
    offset += 1 + length;
  }
}

function malformed(why: string): Malformed {
  return { kind: 'malformed', why };
}
