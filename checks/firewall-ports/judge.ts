import type { Judgement } from '#core/check.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import type { Metric } from '#core/metric.ts';
import { judgeTcp } from './judge-tcp.ts';
import { judgeUdp } from './judge-udp.ts';
import { say } from './messages.ts';
import type { PortMeasurement, PortTarget, TcpProbe, UdpProbe } from './target.ts';

export function judge(target: PortTarget, measurement: PortMeasurement): Judgement {
  if (measurement.kind === 'unresolved') {
    const { host, component } = target;
    return {
      findings: weigh(target, [say.nameUnresolved({ host, component, why: measurement.why })]),
      metrics: [],
    };
  }
  const { probes } = measurement;
  const findings = probes.flatMap((probe) =>
    probe.protocol === 'tcp' ? judgeTcp(target, probe) : judgeUdp(target, probe),
  );
  return {
    findings: weigh(target, [...findings, ...partlyFailed(target, probes, findings)]),
    metrics: probes.flatMap(connectTime),
  };
}

/** What is optional warns at most: nobody's join depends on it. */
function weigh({ weight }: PortTarget, findings: readonly Finding[]): readonly Finding[] {
  if (weight === 'required') return findings;
  return findings.map((finding) =>
    finding.severity === 'note'
      ? finding
      : atSeverity(finding, OPTIONAL_SEVERITY[finding.severity]),
  );
}

const OPTIONAL_SEVERITY = { warn: 'note', inconclusive: 'note', fail: 'warn' } as const;

type Probe = TcpProbe | UdpProbe;

/** A name with some addresses that work fails at random: whoever connects picks one. */
function partlyFailed(
  { host }: PortTarget,
  probes: readonly Probe[],
  findings: readonly Finding[],
): readonly Finding[] {
  const broken = findings.filter(({ severity }) => severity === 'fail').length;
  if (broken === 0 || broken >= probes.length) return [];
  return [say.someAddressesFail({ host, broken, of: probes.length })];
}

function connectTime(probe: Probe): readonly Metric[] {
  if (probe.protocol === 'udp') return [];
  const connected = probe.attempts.filter(({ kind }) => kind === 'connected');
  return connected.map(({ afterMs }) => ({
    name: 'connect_ms',
    value: round(afterMs),
    unit: 'ms',
  }));
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
