/** Four bytes of length, big-endian, then that many bytes of JSON in UTF-8. */
const HEADER_BYTES = 4;

/** Plenty for a measurement, and little for memory. */
export const MOST_FRAME_BYTES = 1024 * 1024;

/** Returns one message as bytes. Throws RangeError beyond the most that a frame may hold. */
export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length > MOST_FRAME_BYTES) throw new RangeError(`a message of ${body.length} bytes`);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

export type Reading =
  | { readonly kind: 'messages'; readonly messages: readonly unknown[] }
  /** No frame of ours: nothing that follows can be trusted. */
  | { readonly kind: 'broken'; readonly why: string };

export interface FrameReader {
  /** Takes the next bytes, in pieces of any size, and returns the messages that are whole now. */
  push(piece: Uint8Array): Reading;
}

/** Never holds more than one frame and the piece that was pushed. */
export function createFrameReader(mostBytes = MOST_FRAME_BYTES): FrameReader {
  let pieces: Uint8Array[] = [];
  let heldBytes = 0;
  let broken: Reading | undefined;

  function take(bytes: number): Buffer {
    const all = Buffer.concat(pieces);
    pieces = [all.subarray(bytes)];
    heldBytes -= bytes;
    return all.subarray(0, bytes);
  }

  /** The length of the frame at the front; undefined while its header is not whole. */
  function frameLength(): number | undefined {
    if (heldBytes < HEADER_BYTES) return undefined;
    if ((pieces[0]?.length ?? 0) < HEADER_BYTES) pieces = [Buffer.concat(pieces)];
    const [first = new Uint8Array()] = pieces;
    return Buffer.from(first.buffer, first.byteOffset, first.length).readUInt32BE(0);
  }

  function readAll(): Reading {
    const messages: unknown[] = [];
    for (;;) {
      const length = frameLength();
      if (length === undefined) return { kind: 'messages', messages };
      if (length > mostBytes) return { kind: 'broken', why: `a frame of ${length} bytes` };
      if (heldBytes < HEADER_BYTES + length) return { kind: 'messages', messages };
      const frame = take(HEADER_BYTES + length);
      try {
        messages.push(JSON.parse(frame.toString('utf8', HEADER_BYTES)));
      } catch {
        return { kind: 'broken', why: 'a frame that is no JSON' };
      }
    }
  }

  return {
    push: (piece) => {
      if (broken !== undefined) return broken;
      pieces.push(piece);
      heldBytes += piece.length;
      const reading = readAll();
      if (reading.kind === 'broken') {
        broken = reading;
        pieces = [];
      }
      return reading;
    },
  };
}
