import type { Finding } from '#core/finding.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';
import { breaksAt, comersOf } from './attribution.ts';
import type { Facts } from './facts.ts';
import { judgeSource } from './judge-source.ts';
import { say } from './messages.ts';
import type { PortTarget, TcpProbe } from './target.ts';

/** ARP gives up after three tries of a second: a host that is reported unreachable so late is not there. */
const ARP_GIVES_UP_MS = 2500;

/** Says what the attempts on one address prove. */
export function judgeTcp(target: PortTarget, probe: TcpProbe): readonly Finding[] {
  const { attempts } = probe;
  const decisive = attempts.find(({ kind }) => kind !== 'timeout') ?? attempts[0];
  if (decisive === undefined) return [];
  const facts = factsOf(target, probe, decisive.afterMs);
  const { kind } = decisive;
  if (kind === 'connected') return judgeConnected(probe, facts);
  if (kind === 'refused') {
    return attempts.some((attempt) => attempt.kind === 'connected')
      ? [say.sometimesRefused({ ...facts, tries: attempts.length })]
      : [judgeRefusal(target, probe, facts)];
  }
  return [judgeFailure(kind, probe, facts)];
}

function judgeConnected({ attempts, there }: TcpProbe, facts: Facts): readonly Finding[] {
  const slow = attempts[0]?.kind === 'timeout' ? [say.slowSyn(facts)] : [];
  if (there.kind === 'in-use') return [...slow, say.inUse({ ...facts, by: there.by })];
  if (there.kind !== 'listening') return slow;
  if (there.echo === 'ours') return [...slow, ...judgeSource(there, facts)];
  const from = comersOf(there);
  // It came to the right place, and the words after the handshake were lost.
  return [from.length > 0 ? say.answerLost({ ...facts, from }) : say.impostor(facts)];
}

type Failure = Exclude<TcpOutcome['kind'], 'connected' | 'refused'>;

function judgeFailure(kind: Failure, { attempts, there }: TcpProbe, facts: Facts): Finding {
  switch (kind) {
    case 'reset':
      return say.reset(facts);
    case 'net-unreachable':
      return say.netUnreachable(facts);
    case 'host-unreachable':
      return facts.afterMs < ARP_GIVES_UP_MS ? say.hostUnreachable(facts) : say.hostAbsent(facts);
    case 'prohibited':
      return say.prohibited(facts);
    case 'timeout': {
      const from = comersOf(there);
      if (from.length > 0) return say.answerLost({ ...facts, from });
      return say.filtered({ ...facts, tries: attempts.length });
    }
  }
}

/**
 * A packet came back, from the host or from a firewall in its name. If a port that nobody serves is refused
 * too, the host refuses by itself; if that one is silent, something treats the two ports differently.
 */
function judgeRefusal(target: PortTarget, { control, there }: TcpProbe, facts: Facts): Finding {
  if (there.kind === 'listening') return say.rejected({ ...facts, by: 'a TCP reset' });
  const refusal = { ...facts, control: control?.kind ?? 'not-asked' };
  if (target.expects === 'listener') return say.refused(refusal);
  return control?.kind === 'refused' ? say.openPath(refusal) : say.refusedOnPath(refusal);
}

export function factsOf(
  target: PortTarget,
  {
    address,
    there,
    lastHop = null,
  }: Pick<TcpProbe, 'address' | 'there'> & { readonly lastHop?: LastHop | null },
  afterMs: number,
): Facts {
  const { component, port, protocol, direction, sources, cluster, note, aws } = target;
  return {
    ...{ component, port, protocol, direction, sources, cluster, note, aws, address },
    afterMs: Math.round(afterMs),
    breaksAt: breaksAt(there),
    lastHop,
  };
}
