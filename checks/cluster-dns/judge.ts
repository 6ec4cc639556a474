import type { Judgement } from '#core/check.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import type { Metric } from '#core/metric.ts';
import type { Bounds } from '#core/site.ts';
import { judgeName } from './judge-names.ts';
import { judgeReach } from './judge-reach.ts';
import { type Facts, say } from './messages.ts';
import { medianMsOf } from './speed.ts';
import type { ClusterDnsMeasurement, ClusterDnsTarget } from './target.ts';

export function judge(target: ClusterDnsTarget, measurement: ClusterDnsMeasurement): Judgement {
  const { asked } = measurement;
  const facts = factsOf(target);
  const reach = judgeReach(asked, facts);
  const isMute = !asked.some(({ outcome }) => outcome.kind === 'answer');
  const speed = judgeSpeed(measurement, target.answerMs, facts);
  return {
    findings: [
      ...(reach === null ? [] : [reach]),
      ...(isMute ? [] : target.names.flatMap((name) => judgeName(name, asked, facts))),
      ...speed.findings,
    ],
    metrics: speed.metrics,
  };
}

function factsOf({ server, inferredFrom, sources, vpc }: ClusterDnsTarget): Facts {
  return { ...server, inferredFrom, sources, vpc };
}

/** Holds the median over UDP against the baseline: of the answers to questions asked one at a time, where there are some. */
function judgeSpeed(
  { asked, again }: ClusterDnsMeasurement,
  limits: Bounds,
  facts: Facts,
): Judgement {
  const medianMs = medianMsOf(again) ?? medianMsOf(asked);
  if (medianMs === null) return { findings: [], metrics: [] };
  const metric: Metric = {
    ...{ name: 'dns_answer_ms', value: medianMs, unit: 'ms' },
    limit: { at: 'most', value: limits.pass },
  };
  return { findings: slowness(medianMs, limits, facts), metrics: [metric] };
}

function slowness(medianMs: number, limits: Bounds, facts: Facts): readonly Finding[] {
  if (medianMs <= limits.pass) return [];
  const slow = say.slow({ ...facts, medianMs, limitMs: limits.pass });
  return [medianMs > limits.fail ? slow : atSeverity(slow, 'warn')];
}
