import type { StreamOutcome } from '#core/stream.ts';
import { createPingParser } from '#lib/ping/parse.ts';
import { bootstrapMean } from '#lib/statistics/batch-means.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { lossInterval } from '#lib/statistics/loss-verdict.ts';
import type { LabPlace } from '../../src/lab/place.ts';
import { insideHost, layWire, medianOf, onHost, PEER, setWireWords, withLab } from './world.ts';

// What the lab injects against what the stream says of it: median round trip beside ping's in the same run, mean |IPDV|
// one way against its theory, and how often the interval of the loss ratio holds the true one.

const INSIDE = new URL('stream-inside.ts', import.meta.url);
const CONFIDENCE = 0.95;

function streams(
  place: LabPlace,
  request: { streams: number; topRatePps: number; mostPackets: number },
): Promise<readonly StreamOutcome[]> {
  return insideHost(place, INSIDE, { address: PEER, ...request });
}

function medianRttMs({ sample: { rttMs }, calibration }: StreamOutcome): number {
  return valueAtRank(rttMs, Math.ceil(rttMs.count / 2)) - calibration.medianMs;
}

async function medianPingMs(place: LabPlace): Promise<number> {
  const said = await onHost(place, 'ping', '-n', '-c', '200', '-i', '0.01', PEER);
  const events = createPingParser().push(`${said}\n`);
  return medianOf(events.flatMap((event) => (event.kind === 'reply' ? [event.rttMs] : [])));
}

async function rtt(place: LabPlace): Promise<void> {
  console.log('median RTT: injected, error of the stream, error of ping, ratio of the errors');
  for (const injectedMs of [1, 5, 10]) {
    await setWireWords(place, `delay=${injectedMs}ms`, '');
    const errors: { ours: number; ping: number }[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const [outcome] = await streams(place, { streams: 1, topRatePps: 100, mostPackets: 200 });
      if (outcome === undefined) throw new Error('no stream');
      const ours = Math.abs(medianRttMs(outcome) - injectedMs);
      errors.push({ ours, ping: Math.abs((await medianPingMs(place)) - injectedMs) });
    }
    const ours = medianOf(errors.map((one) => one.ours));
    const ping = medianOf(errors.map((one) => one.ping));
    const ratio = medianOf(errors.map((one) => one.ours / one.ping));
    const shown = [ours, ping].map((ms) => `${ms.toFixed(3)} ms`).join('  ');
    console.log(`  ${injectedMs} ms  ${shown}  ${ratio.toFixed(2)}`);
  }
}

/** Two independent normal delays of deviation s differ by 2s/√π on average. */
async function jitter(place: LabPlace): Promise<void> {
  console.log('mean |IPDV| to the VPC: injected deviation, theory, measured, ratio');
  for (const deviationMs of [0.5, 1, 2, 4]) {
    await setWireWords(place, `delay=20ms jitter=${deviationMs}ms`, 'delay=1ms');
    const theoryMs = (2 * deviationMs) / Math.sqrt(Math.PI);
    const found = await streams(place, { streams: 3, topRatePps: 50, mostPackets: 500 });
    const means = found.map(({ sample }) => bootstrapMean(sample.forwardJitter.ipdv, CONFIDENCE));
    const measuredMs = medianOf(means.map(({ value }) => value));
    const ratio = (measuredMs / theoryMs).toFixed(3);
    console.log(`  ${deviationMs} ms  ${theoryMs.toFixed(3)}  ${measuredMs.toFixed(3)}  ${ratio}`);
  }
}

async function coverage(place: LabPlace): Promise<void> {
  console.log(
    `loss: injected, streams, share of them whose interval (each bound ${CONFIDENCE}) holds it`,
  );
  for (const [words, ratio] of [
    ['every=1000', 0.001],
    ['every=100', 0.01],
    ['loss=0.1%', 0.001],
    ['loss=1%', 0.01],
  ] as const) {
    await setWireWords(place, words, '');
    const request = { streams: 60, topRatePps: 4000, mostPackets: 2500 };
    const found = await streams(place, request);
    const intervals = found.map(({ sample }) => lossInterval(sample.roundTrip, CONFIDENCE));
    const low = intervals.filter((one) => one.low <= ratio).length / found.length;
    const high = intervals.filter((one) => ratio <= one.high).length / found.length;
    const shown = [low, high].map((share) => `${(share * 100).toFixed(1)} %`).join(' / ');
    console.log(`  ${words.padEnd(11)} ${found.length}  lower / upper bound: ${shown}`);
  }
}

await withLab(async (place) => {
  await layWire(place);
  await rtt(place);
  await jitter(place);
  await coverage(place);
});
