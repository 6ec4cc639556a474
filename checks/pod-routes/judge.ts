import type { Judgement } from '#core/check.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import { type Facts, say } from './messages.ts';
import { CONTROL_PORT, type PodMeasurement, type PodPort, type PodTarget } from './target.ts';

export function judge(target: PodTarget, { address, ports }: PodMeasurement): Judgement {
  const tried = ports.filter(({ outcome }) => outcome !== null);
  const facts = factsOf(target, address, tried);
  const unheard = ports.filter(({ outcome, port }) => outcome === null && port !== CONTROL_PORT);
  const untried = unheard.map(({ port, why }) => say.untried({ ...facts, port, why }));
  if (tried.length > 0 && !tried.some(isReached)) {
    return { findings: [...untried, weigh(target, nothingReached(tried, facts))], metrics: [] };
  }
  const own = tried.filter(({ port }) => port !== CONTROL_PORT);
  return { findings: [...untried, ...closed(own, facts), ...translated(own, facts)], metrics: [] };
}

function factsOf(
  { network, sources, cluster }: PodTarget,
  address: string,
  tried: readonly PodPort[],
): Facts {
  const afterMs = Math.max(0, ...tried.map(({ outcome }) => Math.round(outcome?.afterMs ?? 0)));
  return { network, sources, cluster, address, afterMs, ports: tried.map(({ port }) => port) };
}

/** Before the network plugin runs, a router that learns routes from it knows none. */
function weigh({ routes }: PodTarget, finding: Finding): Finding {
  return routes === 'bgp' && finding.code === 'pod-routes/unreachable'
    ? atSeverity(finding, 'warn')
    : finding;
}

function nothingReached(tried: readonly PodPort[], facts: Facts): Finding {
  const from = [...new Set(tried.flatMap(comers))];
  if (from.length > 0) return say.answerLost({ ...facts, from });
  const kinds = [...new Set(tried.flatMap(({ outcome }) => outcome?.kind ?? []))];
  return say.unreachable({ ...facts, kinds });
}

function closed(own: readonly PodPort[], facts: Facts): readonly Finding[] {
  const broken = own.filter((port) => !isReached(port));
  if (broken.length === 0) return [];
  const reached = own.filter(isReached).map(({ port }) => port);
  const ports = broken.map(({ port }) => port);
  const kinds = [...new Set(broken.flatMap(({ outcome }) => outcome?.kind ?? []))];
  return [say.portClosed({ ...facts, ports, reached, kinds })];
}

function translated(own: readonly PodPort[], facts: Facts): readonly Finding[] {
  const [first] = own.filter(
    ({ seenSource, ownSource }) => ownSource !== null && seenSource !== ownSource,
  );
  if (first === undefined) return [];
  const { ownSource, seenSource } = first;
  return [
    say.sourceTranslated({
      ...facts,
      ownSource: ownSource ?? '',
      seenSource: seenSource ?? '',
    }),
  ];
}

function isReached({ echo }: PodPort): boolean {
  return echo === 'ours';
}

function comers({ arrivals }: PodPort): readonly string[] {
  return arrivals === null ? [] : [...arrivals.from, ...arrivals.halfOpen];
}
