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
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
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
    if (bytes.length > 0) this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    this.#pump();
  }

  /** What waits for its turn. */
  get queuedBytes(): number {
    return this.#queuedBytes;
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
    if (this.#queue.length > 0 && this.#unconfirmed < MOST_UNCONFIRMED) {
      this.#unconfirmed += 1;
      this.#write(this.#nextPiece());
    } else if (this.#isEnding && this.#queue.length === 0 && this.#unconfirmed === 0) {
      this.#socket.end();
    }
  }

  /** Short messages share a piece: each piece costs a round trip. */
  #nextPiece(): Buffer {
    const parts: Uint8Array[] = [];
    let room = PIECE_BYTES;
    for (let first = this.#queue.shift(); first !== undefined; first = this.#queue.shift()) {
      parts.push(first.subarray(0, room));
      if (first.length > room) this.#queue.unshift(first.subarray(room));
      room -= Math.min(room, first.length);
      if (room === 0) break;
    }
    const length = PIECE_BYTES - room;
    this.#queuedBytes -= length;
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(length);
    return Buffer.concat([header, ...parts]);
  }

  #write(bytes: Buffer): void {
    this.#isWriting = true;
    this.#socket.write(bytes, () => {
      this.#isWriting = false;
      this.#pump();
    });
  }
}
