import type { Judgement } from '#core/check.ts';
import type { LinkMeasurement } from '#lib/link/measure-link.ts';
import { alphaOf, type LinkTarget } from '#lib/link/target.ts';
import { isLatencyOnEdge, isNoisy, latencyVerdict, stopReason } from '#lib/link/verdicts.ts';
import { howMeasured, rounded, streamFacts } from '#lib/link/words.ts';
import type { Testimony } from '#lib/link/witness.ts';
import { stepIn } from '#lib/statistics/levels.ts';
import { decideQuantile } from '#lib/statistics/quantile.ts';
import { judgePeerEcho } from './judge-peer-echo.ts';
import { judgeTimes, medianMs } from './judge-times.ts';
import { HANDSHAKES } from './measure.ts';
import { say } from './messages.ts';
import type { Handshakes, HandshakeTarget, LatencyMeasurement, LatencyTarget } from './target.ts';

export function judge(target: LatencyTarget, measurement: LatencyMeasurement): Judgement {
  if (target.kind === 'stream' && measurement.kind === 'stream') {
    return judgeStream(target.link, measurement);
  }
  if (target.kind === 'peer-echo' && measurement.kind === 'peer-echo') {
    return judgePeerEcho(target, measurement);
  }
  if (target.kind === 'handshakes' && measurement.kind === 'handshakes') {
    return judgeHandshakes(target, measurement);
  }
  throw new Error(`a target of ${target.kind} has a measurement of ${measurement.kind}`);
}

function judgeStream(link: LinkTarget, { outcome, witness }: LinkMeasurement): Judgement {
  const bounds = link.latencyMs;
  const { sample, calibration } = outcome;
  const alpha = alphaOf(link);
  if (sample.received === 0) {
    return { findings: [say.noAnswers(streamFacts(outcome, link, 'silence'))], metrics: [] };
  }
  if (sample.rttMs.count === 0) {
    const noisy = streamFacts(outcome, link, 'host-noise');
    return { findings: [say.untimed({ how: howMeasured(noisy) })], metrics: [] };
  }
  const verdict = latencyVerdict(sample.rttMs, bounds, { alpha, calibration });
  const isNoise = verdict === 'warn' && isNoisy(outcome, bounds.pass);
  const isEdge = isLatencyOnEdge(sample.rttMs, bounds, calibration);
  const facts = streamFacts(outcome, link, stopReason(outcome, verdict, { isEdge, isNoise }));
  const how = howMeasured(facts);
  const { findings, metrics } = judgeTimes({
    ...{ rttMs: sample.rttMs, bounds, alpha, calibration, verdict, how, stream: facts },
  });
  const isOnlyEchoes =
    verdict !== 'pass' && witness !== null && isNear(witness, bounds.pass, alpha);
  const step = stepIn(sample.levelsMs);
  return {
    findings: [
      ...(isOnlyEchoes
        ? [say.echoesOnly({ how, port: witness.port, handshakeMs: medianMs(witness.rttMs) })]
        : findings),
      ...(step === undefined ? [] : [say.pathChanged({ how, step: roundedStep(step) })]),
    ],
    metrics,
  };
}

/** True where handshakes with the same address are as short as they should be. */
function isNear({ rttMs }: Testimony, limit: number, alpha: number): boolean {
  return decideQuantile(rttMs, { quantile: 0.5, limit, alpha }) === 'below';
}

function roundedStep<Step extends Readonly<Record<string, number>>>(step: Step): Step {
  // Same names, each a number still.
  return Object.fromEntries(
    Object.entries(step).map(([name, value]) => [name, rounded(value)]),
  ) as Step;
}

function judgeHandshakes(target: HandshakeTarget, measurement: Handshakes): Judgement {
  const { address, port, latencyMs: bounds, confidence } = target;
  const { rttMs, tried, durationMs, timedBy } = measurement;
  const alpha = 1 - confidence;
  const how = `TCP handshakes with ${address}:${port}, timed by ${CLOCKS[timedBy]}: ${rttMs.count} of ${tried} in ${rounded(durationMs / 1000)} s. They are answered by a kernel, or by a firewall in its name: a weaker witness than the peer.`;
  if (rttMs.count === 0) return { findings: [say.noHandshakes({ how, port })], metrics: [] };
  const verdict = latencyVerdict(rttMs, bounds, { alpha, ...HANDSHAKES });
  return judgeTimes({ ...{ rttMs, bounds, alpha, ...HANDSHAKES, verdict, how, stream: null } });
}

const CLOCKS = { kernel: 'the kernel', process: 'this process' } as const;
