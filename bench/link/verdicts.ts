import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Report } from '#core/report.ts';
import { rateHigh, rateLow } from '#lib/statistics/binomial.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { dropToVpc, layWire, PEER, setWireWords, withLab } from './world.ts';

// Latency, jitter and loss of one link as an engineer would run them, against the recipe's `ping -c 100`, over the same
// path in the same run: how long each takes, and what each has shown of loss when it ends. With the argument "ours" the
// recipe is left out. Build the bundle first (npm run build), as users have it.

const ONLY = ['latency', 'jitter', 'packet-loss'];
const PINGS = 100;
const ALPHA = 0.05;

interface Seen {
  readonly seconds: number;
  readonly says: string;
  readonly widthPercent: number;
}

/** The bounds of a direct connection; one machine that plays both sites has jitter of its own. */
function useStrictBounds(place: LabPlace): void {
  const file = configFile(place);
  const config = readFileSync(file, 'utf8')
    .replace(
      /^baseline: .*$/m,
      'baseline: { extends: direct-connect, jitter: { pass: 5ms, fail: 8ms } }',
    )
    .replaceAll('ratePps: 2000', 'ratePps: 10000');
  writeFileSync(file, config);
}

async function ours(place: LabPlace): Promise<Seen> {
  const file = join(place.folder, 'bench.json');
  const only = ONLY.flatMap((id) => ['--only', id]);
  const program = [process.execPath, PROGRAM_FILE, 'run', '--quiet', ...only];
  const inside = ['netns', 'exec', namespaceOf(place, 'host'), ...program];
  const startedMs = performance.now();
  await execa('ip', [...inside, '-c', configFile(place), '-o', `json=${file}`], { reject: false });
  const seconds = (performance.now() - startedMs) / 1000;
  const { results } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const there = results.find(
    ({ check, key }) => check.id === 'packet-loss' && key === 'to-aws@peer',
  );
  const { sample } = (there?.measurement as { outcome: { sample: { forward: Counted } } }).outcome;
  const { lost, packets } = sample.forward;
  const verdicts = results
    .filter(({ check, outcome }) => ONLY.includes(check.id) && outcome.status !== 'skip')
    .map(({ check, outcome: { status } }) => `${check.id} ${status}`);
  return { seconds, says: [...new Set(verdicts)].join(', '), widthPercent: width(lost, packets) };
}

type Counted = { readonly lost: number; readonly packets: number };

async function recipe(place: LabPlace): Promise<Seen> {
  const startedMs = performance.now();
  const args = ['ping', '-n', '-c', String(PINGS), PEER];
  const inside = ['netns', 'exec', namespaceOf(place, 'host'), ...args];
  const { stdout } = await execa('ip', inside, { reject: false });
  const seconds = (performance.now() - startedMs) / 1000;
  const received = Number(/(\d+) received/.exec(stdout)?.[1] ?? 0);
  const averageMs = /= [\d.]+\/([\d.]+)\//.exec(stdout)?.[1] ?? '?';
  const lost = PINGS - received;
  return { seconds, says: `${lost} lost, ${averageMs} ms`, widthPercent: width(lost, PINGS) };
}

function width(lost: number, packets: number): number {
  return 100 * (rateHigh(lost, packets, ALPHA) - rateLow(lost, packets, ALPHA));
}

async function compare(what: string, place: LabPlace): Promise<void> {
  const mine = await ours(place);
  if (process.argv[2] === 'ours') {
    console.log(`${what}: ${mine.seconds.toFixed(1)} s  ${mine.says}`);
    return;
  }
  const theirs = await recipe(place);
  const time = (mine.seconds / theirs.seconds).toFixed(3);
  const tighter = (theirs.widthPercent / mine.widthPercent).toFixed(0);
  console.log(`${what}
  ours   ${mine.seconds.toFixed(1)} s  interval ${mine.widthPercent.toPrecision(3)} % wide  ${mine.says}
  ping   ${theirs.seconds.toFixed(1)} s  interval ${theirs.widthPercent.toPrecision(3)} % wide  ${theirs.says}
  time ${time} of it, interval ${tighter} x tighter`);
}

await withLab(async (place) => {
  useStrictBounds(place);
  await compare('nothing injected', place);
  await dropToVpc(place, 5);
  await compare('0.5 % lost to the VPC', place);
  await dropToVpc(place, 0);
  await layWire(place);
  useStrictBounds(place);
  await setWireWords(place, 'delay=20ms', '');
  await compare('20 ms more to the VPC', place);
});
