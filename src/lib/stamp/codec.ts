/** What a Session-Sender says in a test packet (RFC 8762 §4.2). Times count from 1970. */
export interface SenderPacket {
  readonly sequence: number;
  readonly sentMs: number;
  readonly ssid: number;
  readonly isSynchronised: boolean;
  /** How wrong its clock may be, with how late it may have been read. */
  readonly errorMs: number;
  /** Packets sent so far in this session, this one among them. */
  readonly sent: number;
}

/** What a Session-Reflector answers (RFC 8762 §4.3). */
export interface ReflectorPacket {
  /** The reflector's own count of answers; a stateless one repeats the sender's number. */
  readonly sequence: number;
  readonly ssid: number;
  readonly receivedMs: number;
  readonly answeredMs: number;
  readonly senderSequence: number;
  readonly senderSentMs: number;
  readonly isSynchronised: boolean;
  readonly errorMs: number;
  /** What the reflector has received and sent in this session so far; null where it does not count (RFC 8972 §4.5). */
  readonly counters: { readonly received: number; readonly sent: number } | null;
}

/** What a reflector adds to the packet that it answers. */
export interface Reflection {
  readonly sequence: number;
  readonly receivedMs: number;
  readonly answeredMs: number;
  readonly isSynchronised: boolean;
  readonly errorMs: number;
  readonly received: number;
  readonly sent: number;
}

/** Writes and reads test packets in one of the two modes of STAMP. What is not sound reads as undefined. */
export interface StampCodec {
  /** As long as a sender's packet is. */
  readonly packetBytes: number;
  /** Writes into a buffer of `packetBytes`. */
  writeSender(into: Buffer, packet: SenderPacket): void;
  readSender(bytes: Buffer): SenderPacket | undefined;
  /** Returns the answer to a sound packet. */
  reflect(request: Buffer, reflection: Reflection): Buffer;
  readReflector(bytes: Buffer): ReflectorPacket | undefined;
}
