import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { Report, Result } from '#core/report.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { medianOf, PEER, withLab } from '../link/world.ts';

// The goodput that the check reports against raw iperf3 of the adoption guide's recipe, over the same link in turns: without
// a limit, and shaped to known rates. Without a limit the machine itself is the link, and swings; the rates do not.

const TURNS = 3;
const RAW_SECONDS = 6;
const RATES = ['50mbit', '1gbit'] as const;

const inside = (place: LabPlace, host: 'host' | 'onprem-router' | 'vpc-router') =>
  ['netns', 'exec', namespaceOf(place, host)] as const;

async function shape(place: LabPlace, rate: string | undefined): Promise<void> {
  for (const at of ['onprem-router', 'vpc-router'] as const) {
    const tc = [...inside(place, at), 'tc', 'qdisc'];
    await execa('ip', [...tc, 'del', 'dev', 'dx0', 'root'], { reject: false });
    if (rate === undefined) continue;
    const tbf = ['tbf', 'rate', rate, 'burst', '256kb', 'latency', '50ms'];
    await execa('ip', [...tc, 'add', 'dev', 'dx0', 'root', ...tbf]);
  }
}

type Seen = { readonly up: number; readonly down: number; readonly seconds: number };

async function ours(place: LabPlace): Promise<Seen & { readonly gigabytes: number }> {
  const file = join(place.folder, 'bench.json');
  const program = [process.execPath, PROGRAM_FILE, 'run', '--quiet', '--only', 'bandwidth'];
  const startedMs = performance.now();
  const args = [
    ...inside(place, 'host'),
    ...program,
    '-c',
    configFile(place),
    '-o',
    `json=${file}`,
  ];
  await execa('ip', args, { reject: false });
  const seconds = (performance.now() - startedMs) / 1000;
  const { results } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const goodput = (way: string): number => metric(results, way, 'goodput_bps');
  const gigabytes = results.reduce((sum, result) => sum + bytesOf(result), 0) / 1e9;
  return { up: goodput('to-aws'), down: goodput('to-on-prem'), seconds, gigabytes };
}

function metric(results: readonly Result[], way: string, name: string): number {
  const there = results.find(({ check, key }) => check.id === 'bandwidth' && key.startsWith(way));
  const metrics = there !== undefined && 'metrics' in there.outcome ? there.outcome.metrics : [];
  return metrics.find((one) => one.name === name)?.value ?? NaN;
}

type Runs = { readonly runs?: readonly { readonly flows?: Readonly<Record<string, Flow>> }[] };
type Flow = { readonly receivedBytes: number };

function bytesOf({ measurement }: Result): number {
  const { runs = [] } = (measurement ?? {}) as Runs;
  const flows = runs.flatMap((run) => Object.values(run.flows ?? {}));
  return flows.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
}

async function raw(place: LabPlace): Promise<Seen> {
  const startedMs = performance.now();
  const rate = async (...reverse: readonly string[]): Promise<number> => {
    const iperf3 = ['iperf3', '-c', PEER, '-t', String(RAW_SECONDS), '-O', '1', '-P', '10', '-J'];
    const options = { reject: false } as const;
    const { stdout } = await execa(
      'ip',
      [...inside(place, 'host'), ...iperf3, ...reverse],
      options,
    );
    const { end } = JSON.parse(stdout) as Raw;
    if (end.sum_received !== undefined) return end.sum_received.bits_per_second;
    // The server is busy for a moment after the test before.
    await sleep(1000);
    return rate(...reverse);
  };
  const up = await rate();
  const down = await rate('-R');
  return { up, down, seconds: (performance.now() - startedMs) / 1000 };
}

type Raw = { readonly end: { readonly sum_received?: { readonly bits_per_second: number } } };

async function compare(place: LabPlace, rate: string | undefined): Promise<void> {
  await shape(place, rate);
  const ratios: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const mine = await ours(place);
    const theirs = await raw(place);
    ratios.push(mine.up / theirs.up, mine.down / theirs.down);
    const mbps = (bps: number): string => (bps / 1e6).toFixed(1).padStart(8);
    console.log(
      `${(rate ?? 'no limit').padEnd(9)} ours ${mbps(mine.up)} ${mbps(mine.down)} Mbps  iperf3 ${mbps(theirs.up)} ${mbps(theirs.down)} Mbps  ${mine.seconds.toFixed(1)} s, ${mine.gigabytes.toFixed(2)} GB`,
    );
  }
  console.log(`${rate ?? 'no limit'}: ours / iperf3 ${medianOf(ratios).toFixed(3)} (median)`);
}

await withLab(async (place) => {
  for (const rate of [...RATES, undefined]) await compare(place, rate);
});
