import { complaintEvent, complaintIn } from './complaint.ts';
import { createDialectFinder } from './dialect.ts';
import type { PingDialect, PingEvent } from './event.ts';
import { icmpError } from './icmp-error.ts';
import { createLineSplitter } from './lines.ts';

export type { PingDialect, PingEvent } from './event.ts';

/**
 * Reads what ping(8) prints under LC_ALL=C, in pieces of any size. The two streams have a buffer each, so that a
 * complaint may come in the middle of a line of the other stream.
 */
export interface PingParser {
  push(chunk: string, stream?: 'stdout' | 'stderr'): readonly PingEvent[];
  /** Returns what the last lines say if they have no line end: ping was killed. */
  end(): readonly PingEvent[];
  /** Who is speaking, as far as the lines until now tell. */
  dialect(): PingDialect;
}

const REPLY = /^\d{1,10} bytes from (.+?)[:,] (?:icmp_)?seq=(\d{1,10})\b(.*)$/;
const REPLY_TTL = / (?:ttl|hlim)=(\d{1,10})/;
const REPLY_TIME = / time=(-?\d{1,10}(?:\.\d{1,9})?) ms/;
const UNANSWERED = /^(?:no answer yet for icmp_seq=|Request timeout for icmp_seq )(\d{1,10})$/;
const ERROR_WITH_SEQUENCE = /^From (.+?):? icmp_seq=(\d{1,10}) (.+)$/;
const ERROR_WITHOUT_SEQUENCE = /^\d{1,10} bytes from (.+?): (.+)$/;
const SUMMARY = /^(\d{1,15}) packets? transmitted, (\d{1,15}) (?:packets? )?received\b(.*)$/;
const DUPLICATES = /, \+?(\d{1,15}) duplicates/;

/** Returns a parser for one run of ping. It never throws, and its work is linear in what is pushed. */
export function createPingParser(): PingParser {
  const lines = { stdout: createLineSplitter(), stderr: createLineSplitter() };
  const finder = createDialectFinder();
  const read = (line: string): PingEvent | null => {
    const complaint = complaintIn(line);
    finder.see(complaint === null ? line : `ping: ${complaint}`);
    return complaint === null ? lineEvent(line) : complaintEvent(complaint);
  };
  const readAll = (some: readonly string[]): readonly PingEvent[] =>
    some.map(read).filter((event) => event !== null);
  return {
    push: (chunk, stream = 'stdout') => readAll(lines[stream].push(chunk)),
    end: () => readAll([...lines.stdout.end(), ...lines.stderr.end()]),
    dialect: () => finder.found(),
  };
}

function lineEvent(line: string): PingEvent | null {
  const reply = REPLY.exec(line);
  if (reply !== null) return replyEvent(reply);
  const unanswered = UNANSWERED.exec(line);
  if (unanswered !== null) return { kind: 'unanswered', sequence: Number(unanswered[1]) };
  const summary = SUMMARY.exec(line);
  if (summary !== null) return summaryEvent(summary);
  return errorEvent(line);
}

/**
 * A reply without a time (a payload below 16 bytes, or cut short) cannot be an event; one with a wrong checksum is
 * none, as ping does not count it either.
 */
function replyEvent([, from = '', sequence, rest = '']: readonly string[]): PingEvent | null {
  const time = REPLY_TIME.exec(rest)?.[1];
  if (time === undefined || rest.includes('(BAD CHECKSUM!)')) return null;
  const ttl = REPLY_TTL.exec(rest)?.[1];
  return {
    kind: 'reply',
    sequence: Number(sequence),
    ttl: ttl === undefined ? null : Number(ttl),
    // BSD prints a negative time after the clock was set back; iputils says 0 then, and so do we.
    rttMs: Math.max(0, Number(time)),
    from: address(from),
    isDuplicate: rest.includes('(DUP!)'),
  };
}

function summaryEvent([, transmitted, received, rest = '']: readonly string[]): PingEvent {
  return {
    kind: 'summary',
    transmitted: Number(transmitted),
    received: Number(received),
    duplicates: Number(DUPLICATES.exec(rest)?.[1] ?? 0),
  };
}

function errorEvent(line: string): PingEvent | null {
  const [, from, sequence, text] = ERROR_WITH_SEQUENCE.exec(line) ?? [];
  if (from !== undefined && text !== undefined) {
    return icmpError(text, { sequence: Number(sequence), from: address(from) });
  }
  const [, sender, words] = ERROR_WITHOUT_SEQUENCE.exec(line) ?? [];
  if (sender === undefined || words === undefined) return null;
  return icmpError(words, { sequence: null, from: address(sender) });
}

/** Returns the address of `name (address)`, which ping prints without -n, or what is there. */
function address(from: string): string {
  return / \(([^()\s]+)\)$/.exec(from)?.[1] ?? from;
}
