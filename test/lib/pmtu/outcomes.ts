import type { ProbeOutcome } from '#lib/pmtu/outcome.ts';

export const arrived = (sizeBytes: number): ProbeOutcome => ({ kind: 'arrived', sizeBytes });
export const silent = (sizeBytes: number): ProbeOutcome => ({ kind: 'silent', sizeBytes });
export const refused = (sizeBytes: number, mtuBytes: number | null): ProbeOutcome => ({
  kind: 'too-big',
  sizeBytes,
  from: 'path',
  mtuBytes,
});
export const held = (sizeBytes: number, mtuBytes: number | null): ProbeOutcome => ({
  kind: 'too-big',
  sizeBytes,
  from: 'local',
  mtuBytes,
});
