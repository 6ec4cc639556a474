import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { Iperf3Failed, Iperf3FailureReason } from '#core/iperf3.ts';
import type { Metric } from '#core/metric.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { parseVersion, traits } from '#lib/iperf3/version.ts';
import { bandwidthVerdict } from './estimate.ts';
import { factsOf, type WholeFacts } from './facts.ts';
import { say } from './messages.ts';
import type { BandwidthMeasurement, BandwidthTarget } from './target.ts';
import { LIMITS_BPS } from './words.ts';

export function judge(target: BandwidthTarget, measurement: BandwidthMeasurement): Judgement {
  const { runs } = measurement;
  const last = runs.at(-1);
  if (last === undefined) throw new Error('there is no run');
  if (last.kind === 'failed') return { findings: [failureOf(target, last)], metrics: [] };
  const measured = runs.filter((run) => run.kind === 'measured');
  const facts = factsOf(target, measured, measurement);
  return {
    findings: [...verdictOf(facts), ...attachmentOf(target), ...queueOf(measurement, last.flows)],
    metrics: metricsOf(facts, measurement),
  };
}

const FAILURES = {
  busy: say.serverBusy,
  refused: say.serverRefused,
  unreachable: say.serverUnreachable,
  'timed-out': say.serverUnreachable,
  unauthorised: say.unauthorised,
  'clock-skew': say.clockSkew,
  'window-refused': say.windowRefused,
  'no-data': say.noData,
  disconnected: say.cutOff,
  interrupted: say.cutOff,
} satisfies Readonly<Partial<Record<Iperf3FailureReason, unknown>>>;

const isNamed = (reason: Iperf3FailureReason): reason is keyof typeof FAILURES =>
  reason in FAILURES;

function failureOf({ server }: BandwidthTarget, failed: Iperf3Failed): Finding {
  const { reason, message: said, remedy } = failed;
  const name = server.kind === 'peer' ? 'the peer' : `${server.address}:${server.port}`;
  const tell = isNamed(reason) ? FAILURES[reason] : say.testFailed;
  return tell({ server: name, reason, said: said.replace(/\.$/, ''), remedy });
}

/** A core that is so busy lets no more through. */
const SATURATED_PERCENT = 90;
/** How near to a ceiling a rate is to be held down by it. */
const NEAR = 0.8;

function verdictOf(facts: WholeFacts): readonly Finding[] {
  const verdict = bandwidthVerdict(facts, facts.bounds);
  if (verdict === 'pass') return [];
  if (facts.cappedBps !== null && facts.goodputBps >= facts.cappedBps * NEAR) {
    return [say.byteLimited(facts)];
  }
  if (facts.ceilingBps !== null && facts.goodputBps >= facts.ceilingBps * NEAR) {
    return [say.windowLimited(facts)];
  }
  if (isHostLimited(facts)) return [say.hostLimited(facts)];
  const worse = { warn: say.low, fail: say.tooLow, undecided: say.undecided }[verdict];
  return [worse(facts)];
}

/** From 3.16 on each connection has a thread, and so a core, of its own. */
function isHostLimited({
  version,
  streams,
  localCpuPercent,
  remoteCpuPercent,
}: WholeFacts): boolean {
  const parsed = version === null ? null : parseVersion(`iperf ${version}`);
  const cores = parsed !== null && traits(parsed).hasThreadPerStream ? streams : 1;
  const most = Math.max(localCpuPercent ?? 0, remoteCpuPercent ?? 0);
  return most >= SATURATED_PERCENT * cores;
}

function attachmentOf({ attachment, bounds }: BandwidthTarget): readonly Finding[] {
  const limitBps = LIMITS_BPS[attachment];
  return limitBps === undefined || limitBps >= bounds.pass
    ? []
    : [say.beyondAttachment({ attachment, limitBps, bounds })];
}

/** Queues that make others wait so much longer are worth a word. */
const NOTABLE_MS = 20;
const NOTABLE_RATIO = 3;

function queueOf(
  { loadedRttMs }: BandwidthMeasurement,
  { up }: { readonly up?: { readonly leastRttMs: number | null } },
): readonly Finding[] {
  if (loadedRttMs === null) return [];
  const at = (share: number): number =>
    Number(valueAtRank(loadedRttMs, Math.ceil(loadedRttMs.count * share)).toPrecision(3));
  const idleMs = Math.min(at(0.01), up?.leastRttMs ?? Infinity);
  const loadedMs = at(0.5);
  const isNotable = loadedMs > idleMs * NOTABLE_RATIO && loadedMs > idleMs + NOTABLE_MS;
  return isNotable ? [say.queueing({ idleMs, loadedMs, loadedP95Ms: at(0.95) })] : [];
}

function metricsOf(
  { goodputBps, lineRateBps, measure, bounds }: WholeFacts,
  { loadedRttMs }: BandwidthMeasurement,
): readonly Metric[] {
  const limit = { at: 'least', value: bounds.pass } as const;
  return [
    {
      name: 'goodput_bps',
      value: Math.round(goodputBps),
      unit: 'bits/s',
      ...(measure === 'goodput' ? { limit } : {}),
    },
    {
      name: 'line_rate_bps',
      value: Math.round(lineRateBps),
      unit: 'bits/s',
      ...(measure === 'line-rate' ? { limit } : {}),
    },
    ...(loadedRttMs === null
      ? []
      : [
          {
            name: 'rtt_under_load_p50_ms',
            value: valueAtRank(loadedRttMs, Math.ceil(loadedRttMs.count / 2)),
            unit: 'ms' as const,
          },
        ]),
  ];
}
