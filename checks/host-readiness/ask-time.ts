import { randomBytes } from 'node:crypto';
import type { UdpOutcome } from '#core/io.ts';
import { ntpSample } from '#lib/ntp/offset.ts';
import { decodeNtpReply, encodeNtpQuestion } from '#lib/ntp/packet.ts';
import type { World } from './area.ts';

/** What one time server said of this host's clock. */
export type TimeAnswer =
  | {
      readonly kind: 'time';
      readonly offsetMs: number;
      readonly delayMs: number;
      readonly errorMs: number;
      readonly stratum: number;
    }
  | { readonly kind: 'silent'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly how: string }
  | { readonly kind: 'unfit'; readonly why: string };

export type TimeQuestion = {
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
};

/** A datagram may be lost without meaning anything. */
const ATTEMPTS = 2;

/** Asks a time server once, or again where it keeps silent (RFC 5905 §8, client mode). */
export async function askTime(
  world: World,
  question: TimeQuestion,
  signal: AbortSignal,
): Promise<TimeAnswer> {
  let answer: TimeAnswer = { kind: 'silent', afterMs: question.timeoutMs };
  for (let attempt = 0; attempt < ATTEMPTS && answer.kind === 'silent'; attempt += 1) {
    answer = await askOnce(world, question, signal);
  }
  return answer;
}

async function askOnce(
  { udp, hostState }: World,
  { timeoutMs, ...to }: TimeQuestion,
  signal: AbortSignal,
): Promise<TimeAnswer> {
  const nonce = randomBytes(8);
  const outcome = await udp.exchange(to, encodeNtpQuestion(nonce), { timeoutMs }, signal);
  const heardMs = hostState.timeMs();
  if (outcome.kind === 'silence') return { kind: 'silent', afterMs: timeoutMs };
  if (outcome.kind !== 'answer') return { kind: 'refused', how: outcome.kind };
  return readAnswer(outcome, nonce, heardMs);
}

function readAnswer(
  { bytes, afterMs }: Extract<UdpOutcome, { kind: 'answer' }>,
  nonce: Uint8Array,
  heardMs: number,
): TimeAnswer {
  const reply = decodeNtpReply(bytes, nonce);
  switch (reply.kind) {
    case 'time': {
      // The span is timed by the clock that nobody sets, and ends when it was heard.
      const sample = ntpSample(reply, { sentMs: heardMs - afterMs, heardMs });
      return { kind: 'time', ...sample, stratum: reply.stratum };
    }
    case 'kiss-of-death':
      return { kind: 'unfit', why: `it wants to be left alone: ${reply.code}` };
    case 'unsynchronised':
      return {
        kind: 'unfit',
        why: `not synchronised itself: leap ${reply.leap}, stratum ${reply.stratum}`,
      };
    case 'unusable':
      return { kind: 'unfit', why: reply.why };
  }
}
