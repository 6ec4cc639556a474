import { LOCAL } from '#lib/ping/event.ts';
import { plainAddress } from './address.ts';
import type { Ledger } from './ledger.ts';
import { markOf } from './mark.ts';
import type { MarkDialect } from './mark.ts';
import { mtuIn } from './mtu.ts';
import type { TraceAnswer } from './trace.ts';

/** Reads one line after another; true if it was one that it knows. */
export type LineReader = (line: string) => boolean;

const HEADER = /^traceroute6? to \S{1,255} \(\S{1,100}\).{0,120}?, (\d{1,3}) hops max/;
const HOP = /^ {0,3}(\d{1,3})(?:\s+(.*))?$/;
const COMPLAINT = /^\S{0,200}traceroute6?: /;
// BSD begins a new line, without a TTL, for every other address of a hop.
const CONTINUED = /^\s{3,}(\S.* ms\b.*)$/;
const NUMBER = /^\d{1,9}(?:\.\d{1,9})?$/;
const NUMBER_WITH_UNIT = /^(\d{1,9}(?:\.\d{1,9})?)ms$/;
const TCP_FLAGS = /^<([a-z]{3}(?:,[a-z]{3}){0,8})>$/;
// `--mtu`: the size that the probes have from here on.
const SIZE = /^F=(\d{1,10})$/;

type Reading = {
  readonly dialect: MarkDialect;
  readonly answers: TraceAnswer[];
  address: string | null;
  tcpFlags: readonly string[];
  silent: number;
  sizeBytes: number | null;
};

/** Returns a reader of the lines of Butskoy's, inetutils', busybox' and BSD's traceroute. */
export function createTracerouteReader(dialect: MarkDialect, ledger: Ledger): LineReader {
  let ttl = 0;
  const readHop = (line: string): boolean => {
    const [, number, probes = ''] = HOP.exec(line) ?? [];
    if (number === undefined || COMPLAINT.test(probes)) return false;
    ttl = Number(number);
    write(ttl, readProbes(probes, dialect), ledger);
    return true;
  };
  const readContinued = (line: string): boolean => {
    const probes = CONTINUED.exec(line)?.[1];
    if (probes !== undefined) write(ttl, readProbes(probes, dialect), ledger);
    return probes !== undefined;
  };
  return (line) => readHeader(line, ledger) || readHop(line) || readContinued(line);
}

function readHeader(line: string, ledger: Ledger): boolean {
  const maxTtl = HEADER.exec(line)?.[1];
  if (maxTtl !== undefined) ledger.learn({ maxTtl: Number(maxTtl) });
  return maxTtl !== undefined;
}

function write(ttl: number, reading: Reading, ledger: Ledger): void {
  for (const answer of reading.answers) ledger.answer(ttl, answer);
  if (reading.silent > 0) ledger.silence(ttl, reading.silent);
  if (reading.sizeBytes !== null) ledger.learn({ pathMtuBytes: reading.sizeBytes });
}

function readProbes(text: string, dialect: MarkDialect): Reading {
  const words = text.trim().split(/\s+/);
  const reading: Reading = {
    dialect,
    answers: [],
    address: null,
    tcpFlags: [],
    silent: 0,
    sizeBytes: null,
  };
  for (const [index, word] of words.entries())
    readWord(reading, word, words.slice(index + 1, index + 3));
  return reading;
}

function readWord(reading: Reading, word: string, next: readonly string[]): void {
  const rttMs = timeIn([word, ...next]);
  if (rttMs !== null) {
    addAnswer(reading, rttMs);
  } else if (word === '*') {
    readStar(reading, next);
  } else if (word.startsWith('!')) {
    markLast(reading, word);
  } else {
    readName(reading, word);
  }
}

/** A star and then a time: the kernel of this host refused the packet, which has no address. */
function readStar(reading: Reading, next: readonly string[]): void {
  if (timeIn(next) === null) reading.silent += 1;
  else reading.address = LOCAL;
}

/** What is left are addresses, sizes, TCP flags, and what nothing is made of: names, AS numbers, MPLS labels. */
function readName(reading: Reading, word: string): void {
  const flags = TCP_FLAGS.exec(word)?.[1];
  if (flags !== undefined) reading.tcpFlags = flags.split(',');
  const size = mtuIn(SIZE.exec(word)?.[1]);
  if (size !== null) reading.sizeBytes = size;
  const address = plainAddress(word.replace(/^\((.*)\)$/, '$1'));
  if (address === null || address === reading.address) return;
  reading.address = address;
  reading.tcpFlags = [];
}

function addAnswer(reading: Reading, rttMs: number): void {
  const { address, tcpFlags } = reading;
  if (address === null) return;
  reading.answers.push({ address, rttMs, ...(tcpFlags.length === 0 ? {} : { tcpFlags }) });
}

function markLast(reading: Reading, word: string): void {
  const answer = reading.answers.pop();
  if (answer === undefined) return;
  const mark = markOf(word, reading.dialect);
  reading.answers.push(mark === null || answer.mark !== undefined ? answer : { ...answer, mark });
}

/** inetutils prints no space before the unit. */
function timeIn([word = '', unit]: readonly string[]): number | null {
  const joined = NUMBER_WITH_UNIT.exec(word)?.[1];
  if (joined !== undefined) return Number(joined);
  return unit === 'ms' && NUMBER.test(word) ? Number(word) : null;
}
