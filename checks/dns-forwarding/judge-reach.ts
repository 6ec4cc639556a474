import type { Finding } from '#core/finding.ts';
import type { DnsOutcome } from '#core/io.ts';
import type { Asked } from './measurement.ts';
import { say } from './messages.ts';
import type { NamesTarget } from './target.ts';

/** Says over which transports a resolver answers at all, whatever the answer is. */
export function judgeReach(
  { resolver }: Pick<NamesTarget, 'resolver'>,
  asked: readonly Asked[],
): readonly Finding[] {
  const small = asked.filter(({ purpose }) => purpose === 'small');
  const udp = telling(small.filter(({ question }) => question.transport === 'udp'));
  const tcp = telling(small.filter(({ question }) => question.transport === 'tcp'));
  if (udp === undefined || tcp === undefined) return [];
  const both = { resolver, udp, tcp };
  if (udp.kind !== 'answer' && tcp.kind !== 'answer') {
    const isAlive = udp.kind === 'silence' && asked.some(isSignOfLife);
    return isAlive ? sayUnansweredNames({ resolver }, small) : [sayUnanswered(udp.kind, both)];
  }
  const malformed = small.find(({ outcome }) => outcome.kind === 'malformed');
  if (malformed !== undefined) {
    const { question, outcome } = malformed;
    return [say.malformed({ ...both, [question.transport]: outcome })];
  }
  if (udp.kind !== 'answer') return [say.udpBlocked(both)];
  if (tcp.kind !== 'answer') return [say.tcpBlocked(both)];
  return sayUnansweredNames({ resolver }, small);
}

/** The outcome that tells most: an answer, else the first "no". */
function telling(asked: readonly Asked[]): DnsOutcome | undefined {
  const outcomes = asked.map(({ outcome }) => outcome);
  return outcomes.find(({ kind }) => kind === 'answer') ?? outcomes[0];
}

function sayUnanswered(
  kind: Exclude<DnsOutcome['kind'], 'answer'>,
  both: Parameters<typeof say.timeout>[0],
): Finding {
  switch (kind) {
    case 'silence':
      return say.timeout(both);
    case 'refused':
    case 'reset':
      return say.portRefused(both);
    case 'unreachable':
      return say.unreachable(both);
    case 'malformed':
      return say.malformed(both);
  }
}

function sayUnansweredNames(
  { resolver }: Pick<NamesTarget, 'resolver'>,
  small: readonly Asked[],
): readonly Finding[] {
  const answered = small.filter(({ outcome }) => outcome.kind === 'answer').map(nameOf);
  const names = new Set(small.map(nameOf).filter((name) => !answered.includes(name)));
  return names.size === 0 ? [] : [say.nameTimeout({ resolver, names: [...names] })];
}

function isSignOfLife({ purpose, outcome }: Asked): boolean {
  return purpose === 'alive' && outcome.kind === 'answer';
}

function nameOf({ question }: Asked): string {
  return question.name;
}
