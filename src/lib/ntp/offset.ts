import type { NtpReply } from './packet.ts';

export type NtpSample = {
  /** Server minus this host: positive where this host is behind. */
  readonly offsetMs: number;
  /** On the way there and back, without the server's own time. */
  readonly delayMs: number;
  /** The true offset is within this of `offsetMs`, if the server is honest. */
  readonly errorMs: number;
};

/** A clock that is read in whole milliseconds. */
const READING_MS = 1;

/** Returns the offset of one exchange by this host's times of sending and hearing (RFC 5905 §8). */
export function ntpSample(
  reply: Extract<NtpReply, { kind: 'time' }>,
  { sentMs, heardMs }: { readonly sentMs: number; readonly heardMs: number },
): NtpSample {
  const offsetMs = (reply.receivedMs - sentMs + (reply.sentMs - heardMs)) / 2;
  const delayMs = Math.max(0, heardMs - sentMs - (reply.sentMs - reply.receivedMs));
  // The root distance (RFC 5905 §11.2.2), and what reading this clock adds.
  const errorMs = delayMs / 2 + reply.rootDelayMs / 2 + reply.rootDispersionMs + READING_MS;
  return { offsetMs, delayMs, errorMs };
}
