import { atSeverity, type Finding } from '#core/finding.ts';
import { comersOf } from './attribution.ts';
import type { Facts } from './facts.ts';
import { judgeSource } from './judge-source.ts';
import { factsOf } from './judge-tcp.ts';
import { say } from './messages.ts';
import type { PortTarget, There, UdpProbe } from './target.ts';

/** Says what one exchange over UDP proves. Silence proves nothing unless an answer was due. */
export function judgeUdp(target: PortTarget, probe: UdpProbe): readonly Finding[] {
  const { outcome, there } = probe;
  const facts = factsOf(target, probe, outcome.afterMs);
  switch (outcome.kind) {
    case 'answer':
      return judgeAnswer(probe, facts);
    case 'port-unreachable':
      return [judgeUnreachable(target, there, facts)];
    case 'net-unreachable':
      return [say.netUnreachable(facts)];
    case 'host-unreachable':
      return [say.hostUnreachable(facts)];
    case 'prohibited':
      return [say.prohibited(facts)];
    case 'silence':
      return [judgeSilence(target, probe, facts)];
  }
}

/** A packet came back: from a host where nobody listens yet, or from a firewall in its name. */
function judgeUnreachable({ expects }: PortTarget, there: There, facts: Facts): Finding {
  if (there.kind === 'listening') {
    return say.rejected({ ...facts, by: 'an ICMP "port unreachable"' });
  }
  const closed = say.udpClosed(facts);
  return expects === 'path' ? atSeverity(closed, 'warn') : closed;
}

function judgeAnswer({ there }: UdpProbe, facts: Facts): readonly Finding[] {
  if (there.kind !== 'listening') return [];
  return there.echo === 'ours' ? judgeSource(there, facts) : [say.impostor(facts)];
}

function judgeSilence({ asksDns }: PortTarget, { there }: UdpProbe, facts: Facts): Finding {
  const from = comersOf(there);
  if (from.length > 0) return say.answerLost({ ...facts, from });
  if (there.kind === 'listening') return say.udpFiltered(facts);
  return asksDns ? say.unanswered(facts) : say.openOrFiltered(facts);
}
