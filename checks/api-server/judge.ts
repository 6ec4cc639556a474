import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { HttpsExchange } from '#core/https.ts';
import type { Metric } from '#core/metric.ts';
import { factsOf } from './facts.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeEnd } from './judge-end.ts';
import { judgeIdle } from './judge-idle.ts';
import { say } from './messages.ts';
import type { ApiAnswer, ApiMeasurement, ApiTarget } from './target.ts';

export function judge(target: ApiTarget, measurement: ApiMeasurement): Judgement {
  const { host, cluster } = target;
  if (measurement.kind === 'unresolved') {
    return { findings: [say.unresolved({ host, why: measurement.why })], metrics: [] };
  }
  const { answers } = measurement;
  const findings = answers.flatMap((answer) => judgeInterface(target, answer));
  const isNamed = target.authority !== null || answers.every(({ version }) => version.tls === null);
  return {
    findings: isNamed ? findings : [...findings, say.authorityUnknown({ cluster })],
    metrics: answers.length === 1 ? answers.flatMap(metricsOf) : [],
  };
}

function judgeInterface(target: ApiTarget, answer: ApiAnswer): readonly Finding[] {
  const { address, version, health } = answer;
  const first = judgeExchange(target, address, { path: '/version', exchange: version });
  if (target.idleMs > 0) return judgeKept(target, answer, first);
  const isBad = first.some(({ severity }) => severity === 'fail');
  if (isBad || health === null) return first;
  const second = judgeExchange(target, address, { path: '/livez', exchange: health });
  const known = new Set(first.map(({ code }) => code));
  return [...first, ...second.filter(({ code }) => !known.has(code))];
}

/** What is wrong with the interface itself its own case says: here only that there was nothing to keep. */
function judgeKept(
  target: ApiTarget,
  { address, version }: ApiAnswer,
  first: readonly Finding[],
): readonly Finding[] {
  const { idle } = version;
  if (idle === null) return first;
  return judgeIdle(target, idle, factsOf(target, address, { path: '/version', exchange: version }));
}

interface Asked {
  readonly path: string;
  readonly exchange: HttpsExchange;
}

function judgeExchange(target: ApiTarget, address: string, asked: Asked): readonly Finding[] {
  const { tls, http, end } = asked.exchange;
  const facts = factsOf(target, address, asked);
  const certificate = tls === null ? [] : judgeCertificate(target, tls, facts);
  // Who answers in the API's name explains whatever comes after.
  if (certificate.some(({ severity }) => severity === 'fail')) return certificate;
  const stopped = judgeEnd(end, facts);
  if (stopped !== undefined) return [...certificate, stopped];
  const isProven = target.authority !== null && tls?.anchor != null;
  return [...certificate, ...(http === null ? [] : judgeAnswer(http, isProven, facts))];
}

const DAY_MS = 86_400_000;

function metricsOf({ version }: ApiAnswer): readonly Metric[] {
  const { connectMs, tlsMs, firstByteMs, tls } = version;
  const times = { connect_ms: connectMs, tls_ms: tlsMs, first_byte_ms: firstByteMs };
  const own = tls?.chain[0];
  return [
    ...Object.entries(times).flatMap(([name, value]): Metric[] =>
      value === null ? [] : [{ name, value, unit: 'ms' }],
    ),
    ...(own === undefined
      ? []
      : [
          {
            name: 'certificate_days',
            value: Math.floor(own.leftMs / DAY_MS),
            unit: 'count',
          } as const,
        ]),
  ];
}
