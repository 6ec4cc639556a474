/** RFC 1035 §4.2.2: over TCP each message follows its length in two bytes. */
const PREFIX_BYTES = 2;

export function withLengthPrefix(message: Uint8Array): Uint8Array {
  const framed = Buffer.alloc(PREFIX_BYTES + message.length);
  framed.writeUInt16BE(message.length);
  framed.set(message, PREFIX_BYTES);
  return framed;
}

export type Reassembled =
  | { readonly kind: 'messages'; readonly messages: readonly Uint8Array[] }
  | { readonly kind: 'too-long'; readonly sizeBytes: number };

/** Cuts a byte stream into DNS messages, however its pieces arrive. */
export interface Reassembler {
  /** Takes the next piece and returns the messages that it completes. */
  push(piece: Uint8Array): Reassembled;
  readonly pendingBytes: number;
}

/** Refuses a message beyond `mostBytes` on reading its length, so a stranger cannot make us keep it. */
export function createReassembler(mostBytes = 65535): Reassembler {
  let pieces: Uint8Array[] = [];
  let pendingBytes = 0;
  let neededBytes = PREFIX_BYTES;

  const takeMessages = (): Reassembled => {
    const messages: Uint8Array[] = [];
    let rest = Buffer.concat(pieces);
    for (;;) {
      neededBytes = PREFIX_BYTES;
      if (rest.length < neededBytes) break;
      const sizeBytes = rest.readUInt16BE();
      if (sizeBytes > mostBytes) return { kind: 'too-long', sizeBytes };
      neededBytes = PREFIX_BYTES + sizeBytes;
      if (rest.length < neededBytes) break;
      messages.push(rest.subarray(PREFIX_BYTES, neededBytes));
      rest = rest.subarray(neededBytes);
    }
    pieces = [rest];
    pendingBytes = rest.length;
    return { kind: 'messages', messages };
  };

  return {
    push(piece) {
      pieces.push(piece);
      pendingBytes += piece.length;
      // Pieces are joined once for each message, not once for each of a thousand one-byte segments.
      return pendingBytes < neededBytes ? { kind: 'messages', messages: [] } : takeMessages();
    },
    get pendingBytes() {
      return pendingBytes;
    },
  };
}
