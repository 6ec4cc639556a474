import type { Finding } from '#core/finding.ts';
import type { TcpOutcome } from '#core/io.ts';
import { say } from './messages.ts';
import type { PortTarget, TcpProbe } from './target.ts';

/** ARP gives up after three tries of a second: a host that is reported unreachable so late is not there. */
const ARP_GIVES_UP_MS = 2500;

/** Says what the attempts on one address prove. */
export function judgeTcp(target: PortTarget, probe: TcpProbe): readonly Finding[] {
  const { attempts, address } = probe;
  const decisive = attempts.find(({ kind }) => kind !== 'timeout') ?? attempts[0];
  if (decisive === undefined) return [];
  const facts = { ...factsOf(target, address), afterMs: Math.round(decisive.afterMs) };
  const { kind } = decisive;
  if (kind === 'connected') return attempts[0]?.kind === 'timeout' ? [say.slowSyn(facts)] : [];
  if (kind === 'refused') {
    return attempts.some((attempt) => attempt.kind === 'connected')
      ? [say.sometimesRefused({ ...facts, tries: attempts.length })]
      : [judgeRefusal(target, probe, decisive)];
  }
  return [judgeFailure(kind, { ...facts, tries: attempts.length })];
}

type Failure = Exclude<TcpOutcome['kind'], 'connected' | 'refused'>;

function judgeFailure(kind: Failure, facts: Parameters<typeof say.filtered>[0]): Finding {
  switch (kind) {
    case 'reset':
      return say.reset(facts);
    case 'net-unreachable':
      return say.netUnreachable(facts);
    case 'host-unreachable':
      return facts.afterMs < ARP_GIVES_UP_MS ? say.hostUnreachable(facts) : say.hostAbsent(facts);
    case 'prohibited':
      return say.prohibited(facts);
    case 'timeout':
      return say.filtered(facts);
  }
}

/**
 * A packet came back, from the host or from a firewall in its name. If a port that nobody serves is refused
 * too, the host refuses by itself; if that one is silent, something treats the two ports differently.
 */
function judgeRefusal(target: PortTarget, probe: TcpProbe, refused: TcpOutcome): Finding {
  const facts = {
    ...factsOf(target, probe.address),
    afterMs: Math.round(refused.afterMs),
    control: probe.control?.kind ?? 'not-asked',
  };
  if (target.expects === 'listener') return say.refused(facts);
  return probe.control?.kind === 'refused' ? say.openPath(facts) : say.refusedOnPath(facts);
}

export function factsOf({ component, port, protocol, sources, note }: PortTarget, address: string) {
  return { component, port, protocol, address, sources, note };
}
