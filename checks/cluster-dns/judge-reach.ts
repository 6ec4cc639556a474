import type { Finding } from '#core/finding.ts';
import type { DnsOutcome, DnsTransport } from '#core/io.ts';
import { type Facts, say } from './messages.ts';
import type { Asked } from './target.ts';

/** Says whether the address answers at all, whatever it answers; null where it does, over both transports. */
export function judgeReach(asked: readonly Asked[], facts: Facts): Finding | null {
  const udp = telling(asked, 'udp');
  const tcp = telling(asked, 'tcp');
  if (udp === undefined || tcp === undefined) return null;
  const both = { ...facts, udp, tcp };
  if (udp.kind === 'answer' && tcp.kind === 'answer') return null;
  if (udp.kind === 'malformed' || tcp.kind === 'malformed') return say.malformed(both);
  if (udp.kind === 'answer') return say.tcpClosed(both);
  if (tcp.kind === 'answer') return say.udpClosed(both);
  return unanswered(both);
}

/** The outcome that tells most: an answer, else the first "no". */
function telling(asked: readonly Asked[], transport: DnsTransport): DnsOutcome | undefined {
  const outcomes = asked.filter((one) => one.transport === transport).map((one) => one.outcome);
  return outcomes.find(({ kind }) => kind === 'answer') ?? outcomes[0];
}

/** An ICMP error to one transport tells more than the silence of the other: routers and kernels limit how many they send. */
function unanswered(both: Parameters<typeof say.silent>[0]): Finding {
  const kinds = [both.udp.kind, both.tcp.kind];
  if (kinds.includes('unreachable')) return say.unreachable(both);
  return kinds.includes('refused') || kinds.includes('reset')
    ? say.refused(both)
    : say.silent(both);
}
