import type { StreamOutcome } from '#core/stream.ts';

/** What every finding about a stream says of how it was measured. */
export type StreamFacts = {
  readonly sent: number;
  readonly received: number;
  readonly durationMs: number;
  readonly topRatePps: number;
  readonly packetBytes: number;
  readonly confidence: number;
  readonly stop: StreamOutcome['stop'];
  readonly hostDrops: number;
  readonly untimed: number;
  readonly calibrationMs: number;
  readonly calibrationErrorMs: number;
  readonly tMaxMs: number;
};

export function streamFacts(
  { sample, host, reflector, calibration, stop, packetBytes }: StreamOutcome,
  { confidence, tMaxMs }: { readonly confidence: number; readonly tMaxMs: number },
): StreamFacts {
  return {
    sent: sample.sent,
    received: sample.received,
    durationMs: Math.round(host.durationMs),
    topRatePps: host.topRatePps,
    packetBytes,
    confidence,
    stop,
    hostDrops: host.drops + (reflector?.drops ?? 0),
    untimed: sample.untimed,
    calibrationMs: rounded(calibration.medianMs),
    calibrationErrorMs: rounded(calibration.errorMs),
    tMaxMs,
  };
}

export const STREAM_EXAMPLE: StreamFacts = {
  sent: 35_714,
  received: 35_714,
  durationMs: 4100,
  topRatePps: 10_000,
  packetBytes: 148,
  confidence: 0.95,
  stop: 'decided',
  hostDrops: 0,
  untimed: 0,
  calibrationMs: 0.08,
  calibrationErrorMs: 0.05,
  tMaxMs: 1000,
};

/** How it was measured, as a sentence: a number without it means nothing. */
export function howMeasured(facts: StreamFacts): string {
  const { sent, received, durationMs, topRatePps, packetBytes, stop } = facts;
  return `STAMP over UDP, ${packetBytes} bytes: ${received} of ${sent} answered in ${rounded(durationMs / 1000)} s at up to ${topRatePps} packets a second; ${STOPS[stop]}.`;
}

const STOPS: Readonly<Record<StreamFacts['stop'], string>> = {
  decided: 'stopped as all was decided',
  budget: 'stopped at its budget',
  silence: 'stopped as nothing came back',
};

export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** 0.00012 reads `0.012 %`. */
export function percent(ratio: number): string {
  return `${rounded(ratio * 100)} %`;
}
