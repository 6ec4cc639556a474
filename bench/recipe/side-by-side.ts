import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Report } from '#core/report.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { withLab } from '../link/world.ts';
import { runRecipe } from './recipe.ts';

// The adoption guide's manual recipe and this program, with the same targets in the same lab: how long each takes, what it
// sends and receives, what it has shown, and who is right under five faults. Under faults iperf3 runs for 5 s instead of
// 60 s: nothing there depends on its length. The link is shaped to 1.2 Gbps, so that the machine is not what is measured.

const FAULTS = [
  'blackhole-1438-to-vpc',
  'kubelet-drop',
  'onprem-names-not-forwarded',
  'resolver-b-dead',
  'loss-periodic-to-onprem',
] as const;

const RATE = ['tbf', 'rate', '1200mbit', 'burst', '512kb', 'latency', '50ms'];

const inside = (place: LabPlace, host: 'host' | 'onprem-router' | 'vpc-router') =>
  ['netns', 'exec', namespaceOf(place, host)] as const;

async function shape(place: LabPlace): Promise<void> {
  for (const at of ['onprem-router', 'vpc-router'] as const) {
    await execa('ip', [
      ...inside(place, at),
      'tc',
      'qdisc',
      'replace',
      'dev',
      'dx0',
      'root',
      ...RATE,
    ]);
  }
}

/** What the host has sent and received so far. */
async function bytesSoFar(place: LabPlace): Promise<number> {
  const { stdout } = await execa('ip', [...inside(place, 'host'), 'ip', '-j', '-s', 'link']);
  const links = JSON.parse(stdout) as readonly Link[];
  return links
    .filter(({ ifname }) => ifname !== 'lo')
    .reduce((sum, { stats64: { rx, tx } }) => sum + rx.bytes + tx.bytes, 0);
}

type Count = { readonly bytes: number };
type Link = {
  readonly ifname: string;
  readonly stats64: { readonly rx: Count; readonly tx: Count };
};

interface Seen {
  readonly seconds: number;
  readonly gigabytes: number;
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

async function timed(
  place: LabPlace,
  work: () => Promise<Pick<Seen, 'isGood' | 'lines'>>,
): Promise<Seen> {
  const before = await bytesSoFar(place);
  const startedMs = performance.now();
  const seen = await work();
  const seconds = (performance.now() - startedMs) / 1000;
  return { ...seen, seconds, gigabytes: ((await bytesSoFar(place)) - before) / 1e9 };
}

async function ours(place: LabPlace): Promise<Pick<Seen, 'isGood' | 'lines'>> {
  const file = join(place.folder, 'bench.json');
  const run = [process.execPath, PROGRAM_FILE, 'run', '--quiet', '-c', configFile(place)];
  await execa('ip', [...inside(place, 'host'), ...run, '-o', `json=${file}`], { reject: false });
  const { results, tally } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const codes = results.flatMap(({ outcome }) =>
    'findings' in outcome && outcome.status !== 'pass'
      ? outcome.findings.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
      : [],
  );
  const counts = Object.entries(tally).filter(([, count]) => count > 0);
  return {
    isGood: tally.fail + tally.inconclusive + tally.error + tally.warn === 0,
    lines: [counts.map(([status, count]) => `${count} ${status}`).join(', '), ...new Set(codes)],
  };
}

async function theirs(
  place: LabPlace,
  iperfSeconds: number,
): Promise<Pick<Seen, 'isGood' | 'lines'>> {
  const steps = await runRecipe(place, iperfSeconds);
  return {
    isGood: steps.every(({ isGood }) => isGood),
    lines: steps.map(
      ({ what, seconds, isGood, shows }) =>
        `${isGood ? 'good' : 'BAD '} ${seconds.toFixed(1).padStart(6)} s  ${what}: ${shows}`,
    ),
  };
}

function print(who: string, { seconds, gigabytes, isGood, lines }: Seen, truth: boolean): void {
  const verdict = isGood === truth ? 'right' : 'WRONG';
  console.log(`  ${who} ${verdict}: ${seconds.toFixed(1)} s, ${gigabytes.toFixed(2)} GB`);
  for (const line of lines) console.log(`      ${line}`);
}

await withLab(async (place) => {
  await shape(place);
  console.log('nothing wrong');
  const mine = await timed(place, () => ours(place));
  print('ours  ', mine, true);
  const manual = await timed(place, () => theirs(place, 60));
  print('recipe', manual, true);
  console.log(`  ${(manual.seconds / mine.seconds).toFixed(1)} x faster\n`);
  for (const fault of FAULTS) {
    await applyFaults(place, [fault]);
    await shape(place);
    console.log(fault);
    print('ours  ', await timed(place, () => ours(place)), false);
    print('recipe', await timed(place, () => theirs(place, 5)), false);
    await clearFaults(place);
  }
});
