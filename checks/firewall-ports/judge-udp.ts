import type { Finding } from '#core/finding.ts';
import { factsOf } from './judge-tcp.ts';
import { say } from './messages.ts';
import type { PortTarget, UdpProbe } from './target.ts';

/** Says what one exchange over UDP proves. Silence proves nothing unless an answer was due. */
export function judgeUdp(target: PortTarget, { address, outcome }: UdpProbe): readonly Finding[] {
  const facts = { ...factsOf(target, address), afterMs: Math.round(outcome.afterMs) };
  switch (outcome.kind) {
    case 'answer':
      return [];
    case 'port-unreachable':
      return [say.udpClosed(facts)];
    case 'net-unreachable':
      return [say.netUnreachable(facts)];
    case 'host-unreachable':
      return [say.hostUnreachable(facts)];
    case 'prohibited':
      return [say.prohibited(facts)];
    case 'silence':
      return [target.asksDns ? say.unanswered(facts) : say.openOrFiltered(facts)];
  }
}
