/** An authenticated, encrypted stream of bytes to one other side. */
export interface Channel {
  /** The other side's address as it arrives here. */
  readonly remoteAddress: string;
  /** This side's own address, as this machine knows it. */
  readonly localAddress: string;
  send(bytes: Uint8Array): void;
  /** What was sent and has not left yet: it grows when the other side reads too slowly. */
  backlogBytes(): number;
  /** Ends it in good order: what was sent still arrives. */
  close(): void;
  onBytes(listener: (piece: Uint8Array) => void): void;
  /** Called once, with the reason where it did not end in good order. */
  onClose(listener: (why: string | undefined) => void): void;
}
