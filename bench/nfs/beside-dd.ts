import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Report } from '#core/report.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { runInGuest } from '../../src/lab/guest/guest.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { addressOf } from '../../src/lab/topology/hosts.ts';
import { collector } from '../../test/lab/in-guest.ts';
import { medianOf, withLab } from '../link/world.ts';

// What NFS carries by our own reading and writing, against dd on the same mount (run --full does both), and how long a
// clear verdict takes against the adoption guide's recipe: mount, 1000 MB there and back by dd, unmount. In the guest, over
// a link shaped to 1 Gbps, so that the machine is not what is measured.

const TURNS = 3;
const MEGABYTES = 1000;
const RATE = ['tbf', 'rate', '1gbit', 'burst', '512kb', 'latency', '20ms'];
const SCRIPT = new URL('inside.sh', import.meta.url).pathname;
const EXPORT = '/export';

async function shape(place: LabPlace): Promise<void> {
  for (const at of ['onprem-router', 'vpc-router'] as const) {
    const tc = ['netns', 'exec', namespaceOf(place, at), 'tc', 'qdisc', 'replace', 'dev', 'dx0'];
    await execa('ip', [...tc, 'root', ...RATE]);
  }
}

function writeConfig(place: LabPlace): string {
  const file = join(place.folder, 'nfs.yaml');
  const server = addressOf('storage');
  const own = readFileSync(configFile(place), 'utf8')
    .replace(/^peer:.*\n/m, '')
    .replace(/^targets:$/m, `targets:\n  nfs: [{ server: ${server}, export: ${EXPORT} }]`)
    .replace(
      /^checks:$/m,
      `checks:\n  nfs-throughput: { throughput: { pass: 500Mbps, fail: 250Mbps }, mostBytes: ${MEGABYTES * 1_048_576} }`,
    );
  writeFileSync(file, own);
  return file;
}

async function turn(place: LabPlace): Promise<readonly number[]> {
  const [out, err] = [collector(), collector()];
  const target = `${addressOf('storage')}:${EXPORT}`;
  const command = ['sh', SCRIPT, PROGRAM_FILE, writeConfig(place), target, String(MEGABYTES)];
  const { signal } = new AbortController();
  await runInGuest(place, { command, stdout: out.stream, stderr: err.stream, signal });
  const [times = '', write = '', read = '', ...reports] = out.text().split('\n');
  const [firstS, clearS, recipeS, fullS] = differences(times.split(' ').map(Number));
  const [first = '', second = ''] = reports.join('\n').split('\n----\n');
  const ratios = ratiosOf(metricsOf(second));
  console.log(
    `clear verdict ${seconds(clearS)} (${statusOf(first)}; ${seconds(firstS)} where Node is loaded for the first time), recipe ${seconds(recipeS)}, --full ${seconds(fullS)}; ours / dd: write ${ratios[0]?.toFixed(3)}, read ${ratios[1]?.toFixed(3)}; by hand: ${rateOf(write)}, ${rateOf(read)}`,
  );
  return [clearS / recipeS, ...ratios];
}

function differences(atS: readonly number[]): readonly [number, number, number, number] {
  const [begin = NaN, first = NaN, clear = NaN, recipe = NaN, end = NaN] = atS;
  return [first - begin, clear - first, recipe - clear, end - recipe];
}

function ratiosOf(metrics: Readonly<Record<string, number>>): readonly number[] {
  const of = (name: string): number => metrics[name] ?? NaN;
  return ['write', 'read'].map((way) => of(`${way}_bps`) / of(`dd_${way}_bps`));
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function nfsOf(text: string) {
  const { results } = JSON.parse(text) as Report;
  return results.find(({ check }) => check.id === 'nfs-throughput')?.outcome;
}

function statusOf(text: string): string {
  return nfsOf(text)?.status ?? 'nothing';
}

function metricsOf(text: string): Readonly<Record<string, number>> {
  const outcome = nfsOf(text);
  const metrics = outcome !== undefined && 'metrics' in outcome ? outcome.metrics : [];
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

function rateOf(line: string): string {
  return line.split(', ').at(-1) ?? line;
}

await withLab(async (place) => {
  await shape(place);
  const turns: (readonly number[])[] = [];
  for (let number = 0; number < TURNS; number += 1) turns.push(await turn(place));
  const median = (column: number): string =>
    medianOf(turns.map((one) => one[column] ?? NaN)).toFixed(3);
  console.log(
    `medians: time / recipe ${median(0)}, write / dd ${median(1)}, read / dd ${median(2)}`,
  );
});
