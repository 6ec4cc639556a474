import type { Calibration } from '#core/stream.ts';
import { PingTally } from '#lib/ping/tally.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { once } from '../once.ts';
import { pingOnce, WAYS } from './ping-once.ts';

const LOOPBACK = { address: '127.0.0.1', dscp: 0, most: 25, wantedMs: 2, runMs: 50 };

/** The share of all measurements that the error bound covers (RFC 7679 §3.7.3). */
const COVERED = 0.95;

/** Where loopback itself does not answer, nothing is known: as much as a tick of the scheduler. */
const UNKNOWN: Calibration = { medianMs: 0, errorMs: 1 };

/** Returns a function that pings this host itself, once: what kernel and program add to every round trip. */
export function createCalibration(): (signal: AbortSignal) => Promise<Calibration> {
  return once(calibrate);
}

async function calibrate(signal: AbortSignal): Promise<Calibration> {
  const tally = new PingTally();
  tally.add(await pingOnce(LOOPBACK, WAYS[0], signal));
  const { rttMs } = tally.sample();
  if (rttMs.count === 0) return UNKNOWN;
  const medianMs = valueAtRank(rttMs, Math.ceil(rttMs.count / 2));
  return { medianMs, errorMs: valueAtRank(rttMs, Math.ceil(rttMs.count * COVERED)) - medianMs };
}
