export type { ProbeOutcome, ProbeRound, TooBig } from '#core/path-mtu.ts';
