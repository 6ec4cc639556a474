import type { Finding } from '#core/finding.ts';
import type { DnsAnswer, DnsOutcome } from '#core/io.ts';
import { SAFE_PAYLOAD_BYTES } from '#lib/dns/ask-whole.ts';
import type { Asked } from './measurement.ts';
import { say } from './messages.ts';
import type { NamesTarget } from './target.ts';

/** Says whether an answer beyond one packet arrives, where small ones do. */
export function judgeBigAnswer(
  { resolver }: NamesTarget,
  asked: readonly Asked[],
): readonly Finding[] {
  const small = asked.filter(({ purpose }) => purpose === 'small');
  const [udp1232, udp4096, tcp] = asked.filter(({ purpose }) => purpose === 'big');
  if (udp1232 === undefined || udp4096 === undefined || tcp === undefined) return [];
  // What breaks the small answers has been said, and breaks the big one too.
  if (!small.some(({ outcome }) => isDelivered(outcome))) return [];
  const ways = {
    resolver,
    name: udp1232.question.name,
    udp1232: udp1232.outcome,
    udp4096: udp4096.outcome,
    tcp: tcp.outcome,
  };
  const tcpWorks = small.some(
    ({ question, outcome }) => question.transport === 'tcp' && outcome.kind === 'answer',
  );
  return [...judgeFragments(ways), ...judgeDelivery(ways, tcpWorks)];
}

type Ways = Parameters<typeof say.truncatedUnrecoverable>[0];

function judgeFragments(ways: Ways): readonly Finding[] {
  const vanished = ways.udp4096.kind === 'silence' && ways.udp1232.kind === 'answer';
  return vanished ? [say.fragmentsDropped(ways)] : [];
}

function judgeDelivery(ways: Ways, tcpWorks: boolean): readonly Finding[] {
  const outcomes = [ways.udp1232, ways.udp4096, ways.tcp];
  if (outcomes.some(saysNothingThere)) return [say.bigAnswerUnproven(ways)];
  if (!isDelivered(ways.tcp) && !isWhole(ways)) {
    // Blocked TCP is a finding of its own.
    return tcpWorks ? [say.truncatedUnrecoverable(ways)] : [];
  }
  const isBig = outcomes.some(
    (outcome) => isTruncated(outcome) || sizeOf(outcome) > SAFE_PAYLOAD_BYTES,
  );
  return isBig ? [] : [say.bigAnswerUnproven(ways)];
}

/** Where UDP delivers at both sizes, TCP is not needed. */
function isWhole({ udp1232, udp4096 }: Ways): boolean {
  return isDelivered(udp1232) && isDelivered(udp4096);
}

function saysNothingThere(outcome: DnsOutcome): boolean {
  const answer = answerOf(outcome);
  if (answer === undefined || answer.truncated) return false;
  return answer.rcode === 'NXDOMAIN' || (answer.rcode === 'NOERROR' && answer.answerCount === 0);
}

function isDelivered(outcome: DnsOutcome): boolean {
  const answer = answerOf(outcome);
  return answer?.rcode === 'NOERROR' && !answer.truncated && answer.answerCount > 0;
}

function isTruncated(outcome: DnsOutcome): boolean {
  return answerOf(outcome)?.truncated === true;
}

function sizeOf(outcome: DnsOutcome): number {
  return answerOf(outcome)?.sizeBytes ?? 0;
}

function answerOf(outcome: DnsOutcome): DnsAnswer | undefined {
  return outcome.kind === 'answer' ? outcome.answer : undefined;
}
