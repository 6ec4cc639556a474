import type { TLSSocket } from 'node:tls';

/**
 * TCP fills segments up to the MSS, and on a path that swallows large packets without a word they never arrive.
 * The channel to the peer must live there too: it is how that is found out. So bytes go in pieces that any path
 * carries, each in a write of its own, and few at once: what waits in the kernel would be joined.
 */
const PIECE_BYTES = 1000;
const MOST_UNCONFIRMED = 4;
const HEADER_BYTES = 2;

/** Sends and receives in small pieces: two bytes of length, then the piece; a piece of no length confirms one. */
export class SmallSegments {
  readonly #socket: TLSSocket;
  readonly #onBytes: (piece: Uint8Array) => void;
  readonly #queue: Buffer[] = [];
  #received: Buffer = Buffer.alloc(0);
  #unconfirmed = 0;
  /** Pieces that arrived, and of which the other side does not know yet. */
  #toConfirm = 0;
  #isWriting = false;
  #isEnding = false;

  constructor(socket: TLSSocket, onBytes: (piece: Uint8Array) => void) {
    this.#socket = socket;
    this.#onBytes = onBytes;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      this.#receive(bytes);
    });
  }

  send(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      const header = Buffer.alloc(HEADER_BYTES);
      header.writeUInt16BE(piece.length);
      this.#queue.push(Buffer.concat([header, piece]));
    }
    this.#pump();
  }

  /** Ends the stream once all that was sent is confirmed. */
  end(): void {
    this.#isEnding = true;
    this.#pump();
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (let piece = this.#takePiece(); piece !== undefined; piece = this.#takePiece()) {
      if (piece.length === 0) {
        this.#unconfirmed = Math.max(0, this.#unconfirmed - 1);
      } else {
        this.#toConfirm += 1;
        this.#onBytes(piece);
      }
    }
    this.#pump();
  }

  #takePiece(): Buffer | undefined {
    const received = this.#received;
    if (received.length < HEADER_BYTES) return undefined;
    const end = HEADER_BYTES + received.readUInt16BE(0);
    if (received.length < end) return undefined;
    this.#received = received.subarray(end);
    return received.subarray(HEADER_BYTES, end);
  }

  /** Confirmations overtake the pieces that wait: they hold up the other side. */
  #pump(): void {
    if (this.#isWriting || !this.#socket.writable) return;
    if (this.#toConfirm > 0) {
      const bytes = Buffer.alloc(HEADER_BYTES * this.#toConfirm);
      this.#toConfirm = 0;
      this.#write(bytes);
      return;
    }
    const next = this.#unconfirmed < MOST_UNCONFIRMED ? this.#queue.shift() : undefined;
    if (next !== undefined) {
      this.#unconfirmed += 1;
      this.#write(next);
    } else if (this.#isEnding && this.#queue.length === 0 && this.#unconfirmed === 0) {
      this.#socket.end();
    }
  }

  #write(bytes: Buffer): void {
    this.#isWriting = true;
    this.#socket.write(bytes, () => {
      this.#isWriting = false;
      this.#pump();
    });
  }
}
