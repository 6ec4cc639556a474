import type { Judgement } from '#core/check.ts';
import type { Metric } from '#core/metric.ts';
import { factsOf } from './facts.ts';
import { judgeApi } from './judge-api.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeContainerd } from './judge-containerd.ts';
import { judgePull, rateOf } from './judge-pull.ts';
import { say } from './messages.ts';
import type { RegistryMeasurement, RegistryTarget } from './target.ts';

export function judge(target: RegistryTarget, measurement: RegistryMeasurement): Judgement {
  if (measurement.kind === 'unresolved') {
    const { why } = measurement;
    return { findings: [say.unresolved({ registry: target.host, why })], metrics: [] };
  }
  const { address, facts, pull } = measurement;
  const who = factsOf(target, address);
  switch (facts.kind) {
    case 'unreachable': {
      const { how, afterMs } = facts;
      const { sources } = target;
      return { findings: [say.unreachable({ ...who, how, afterMs, sources })], metrics: [] };
    }
    case 'no-tls':
      return { findings: [say.noTls({ ...who, why: facts.why })], metrics: [] };
    case 'secured':
      return {
        findings: [
          ...judgeCertificate(target, who, facts),
          ...judgeContainerd(target, who, facts),
          ...judgeApi(who, facts),
          ...judgePull(target, who, pull),
        ],
        metrics: [
          { name: 'tls_handshake', value: round(facts.handshakeMs), unit: 'ms' },
          ...pullMetrics(target, measurement),
        ],
      };
  }
}

function pullMetrics(
  { imageGb }: RegistryTarget,
  { pull }: Extract<RegistryMeasurement, { kind: 'looked' }>,
): readonly Metric[] {
  const bytesPerSecond = rateOf(pull);
  if (bytesPerSecond === null) return [];
  return [
    { name: 'pull_rate', value: Math.round(bytesPerSecond * 8), unit: 'bits/s' },
    { name: 'pull_estimate', value: Math.round((imageGb * 1e12) / bytesPerSecond), unit: 'ms' },
  ];
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
