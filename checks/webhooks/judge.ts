import type { Judgement } from '#core/check.ts';
import type { Metric } from '#core/metric.ts';
import { judgeHandshakes } from './judge-handshakes.ts';
import { judgeWay } from './judge-way.ts';
import { say } from './messages.ts';
import type { Handshake, WebhookMeasurement, WebhookTarget } from './target.ts';
import { weighed } from './weigh.ts';

export function judge(target: WebhookTarget, measurement: WebhookMeasurement): Judgement {
  if (target.kind === 'nobody') {
    const { why, names, failurePolicy, timeoutSeconds } = target;
    const facts = { why, names, failurePolicy, timeoutSeconds };
    return { findings: weighed([say.noEndpoint(facts)], target), metrics: [] };
  }
  if (target.kind === 'way' && measurement.kind === 'way') {
    const { kind, afterMs } = measurement.outcome;
    return {
      findings: judgeWay(target, measurement),
      metrics: kind === 'connected' ? [{ name: 'connect_ms', value: afterMs, unit: 'ms' }] : [],
    };
  }
  if (target.kind === 'tls' && measurement.kind === 'tls') {
    const { handshakes } = measurement;
    const [first] = handshakes;
    return {
      findings: judgeHandshakes(target, handshakes),
      metrics: first === undefined ? [] : metricsOf(first),
    };
  }
  throw new TypeError(`a measurement of ${measurement.kind} is none of ${target.kind}`);
}

const DAY_MS = 86_400_000;

function metricsOf({ connectMs, tlsMs, tls }: Handshake): readonly Metric[] {
  const own = tls?.chain[0];
  const times = { connect_ms: connectMs, tls_ms: tlsMs };
  const days: readonly Metric[] =
    own === undefined
      ? []
      : [{ name: 'certificate_days', value: Math.floor(own.leftMs / DAY_MS), unit: 'count' }];
  return [
    ...Object.entries(times).flatMap(([name, value]): Metric[] =>
      value === null ? [] : [{ name, value, unit: 'ms' }],
    ),
    ...days,
  ];
}
