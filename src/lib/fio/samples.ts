import type { TransferSample } from '#core/storage.ts';
import type { FioStep } from './parse.ts';

/** Returns how fast it went from one report to the next, in bits per second. */
export function samplesOf(steps: readonly FioStep[]): readonly TransferSample[] {
  return steps.map(({ bytes, seconds }, index) => {
    const before = steps[index - 1] ?? { bytes: 0, seconds: 0 };
    const length = seconds - before.seconds;
    return { startS: before.seconds, seconds: length, bps: ((bytes - before.bytes) * 8) / length };
  });
}
