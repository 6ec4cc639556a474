import { plainAddress } from './address.ts';
import type { Ledger } from './ledger.ts';
import { markOf } from './mark.ts';
import { mtuIn } from './mtu.ts';
import type { TraceAnswer, TraceMark } from './trace.ts';
import type { LineReader } from './traceroute-line.ts';

// tracepath.c tries each TTL three times, a second each.
const TRIES = 3;

const ROW = /^ {0,3}(\d{1,3})\??: {1,3}(.*)$/;
const SENDER = /^(\S{1,255})(?: +\((\S{1,100})\))?/;
const TIME = / (\d{1,7}\.\d{3})ms\b/;
const ASYMMETRIC = / asymm +(\d{1,3})\b/;
const SMALLER = / pmtu (\d{1,10})\s*$/;
const ENDING = / (reached|![A-Z])\s*$/;
const SUMMARY = /^ {3,}(?:Too many hops|Resume): pmtu (\d{1,10})(.*)$/;

/**
 * Returns a reader of tracepath's lines, old and new: before 2018 `asymm` comes before the time. If nothing could be
 * sent, the "pmtu" of the last line is only the size that it began with (65535 or 128000), and is not taken.
 */
export function createTracepathReader(target: string, ledger: Ledger): LineReader {
  let isSent = true;
  const summary = (line: string): boolean => {
    const [, mtu, rest = ''] = SUMMARY.exec(line) ?? [];
    if (mtu === undefined) return false;
    if (line.includes('Too many')) ledger.problem({ kind: 'too-many-hops', text: line.trim() });
    if (isSent) learnMtu(mtu, ledger);
    const there = / hops (\d{1,3})\b/.exec(rest)?.[1];
    const back = / back (\d{1,3})\b/.exec(rest)?.[1];
    if (there !== undefined) ledger.learn({ hopsThere: Number(there) });
    if (back !== undefined) ledger.learn({ hopsBack: Number(back) });
    return true;
  };
  return (line) => {
    const [, ttl, rest] = ROW.exec(line) ?? [];
    if (ttl === undefined || rest === undefined) return summary(line);
    isSent &&= !rest.startsWith('send failed');
    readRow(Number(ttl), rest, { target, ledger });
    return true;
  };
}

function readRow(
  ttl: number,
  rest: string,
  { target, ledger }: { readonly target: string; readonly ledger: Ledger },
): void {
  if (rest.startsWith('no reply')) {
    ledger.silence(ttl, TRIES);
  } else if (rest.startsWith('send failed')) {
    ledger.problem({ kind: 'send-refused', text: 'send failed' });
  } else if (rest.startsWith('reply received')) {
    // Something listens on that UDP port of the target and answered.
    ledger.answer(ttl, { address: target, rttMs: null });
  } else if (rest.startsWith('[LOCALHOST]')) {
    learnMtu(SMALLER.exec(rest)?.[1], ledger);
  } else {
    const answer = answerIn(rest, target);
    if (answer !== null) ledger.answer(ttl, answer);
    if (answer?.mark?.mtuBytes !== undefined) ledger.learn({ pathMtuBytes: answer.mark.mtuBytes });
  }
}

function answerIn(rest: string, target: string): TraceAnswer | null {
  const [, first = '', inBrackets] = SENDER.exec(rest) ?? [];
  const address = plainAddress(inBrackets ?? first);
  if (address === null) return null;
  const time = TIME.exec(rest)?.[1];
  const back = ASYMMETRIC.exec(rest)?.[1];
  const mark = markIn(rest, target.includes(':'));
  return {
    address,
    rttMs: time === undefined ? null : Number(time),
    ...(mark === null ? {} : { mark }),
    ...(back === undefined ? {} : { returnHops: Number(back) }),
  };
}

function markIn(rest: string, isIpv6: boolean): TraceMark | null {
  const mtuBytes = mtuIn(SMALLER.exec(rest)?.[1]);
  if (mtuBytes !== null) return { text: `pmtu ${mtuBytes}`, reason: 'frag-needed', mtuBytes };
  const word = ENDING.exec(rest)?.[1];
  if (word === undefined) return null;
  return word === 'reached'
    ? { text: word, reason: 'port' }
    : markOf(word, { tool: 'tracepath', isIpv6 });
}

function learnMtu(digits: string | undefined, ledger: Ledger): void {
  const pathMtuBytes = mtuIn(digits);
  if (pathMtuBytes !== null) ledger.learn({ pathMtuBytes });
}
