import { test } from 'tap';
import type { Finding } from '#lib/pmtu/finding.ts';
import { searchOptions } from '#lib/pmtu/options.ts';
import { createRandom } from '../statistics/random.ts';
import { honest, mute } from './network.ts';
import { run } from './run.ts';

const SEARCHES = 1000;
const OPTIONS = searchOptions({ interfaceMtuBytes: 9001 });

/** Two paths side by side, of which neither carries the whole size; every other time with MTUs next to each other. */
function twoPaths(random: () => number): { readonly low: number; readonly high: number } {
  const low = 1200 + Math.floor(random() * 6000);
  const widest = random() < 0.5 ? 3 : 1700;
  return { low, high: low + 1 + Math.floor(random() * widest) };
}

function endOf(finding: Finding): string {
  return finding.kind === 'inconclusive' ? finding.why : finding.kind;
}

function counts(ends: readonly string[]): Readonly<Record<string, number>> {
  const all = [...new Set(ends)];
  return Object.fromEntries(all.map((end) => [end, ends.filter((one) => one === end).length]));
}

test('ECMP, each probe on a path by chance, no ICMP: the smaller MTU or none', (t) => {
  const random = createRandom(20_261_121);
  const ends = Array.from({ length: SEARCHES }, () => {
    const { low, high } = twoPaths(random);
    const chosen = () => [mute(random() < 0.5 ? low : high)];
    const { finding } = run({ hopsFor: chosen }, OPTIONS, random);
    const isWrong =
      finding.kind === 'exact'
        ? finding.mtuBytes !== low
        : finding.kind === 'held-back' || finding.atMostBytes < high;
    if (isWrong) t.fail(`${low} and ${high}: ${JSON.stringify(finding)}`);
    return endOf(finding);
  });
  t.comment(JSON.stringify(counts(ends)));
  t.ok((counts(ends)['contradiction'] ?? 0) > SEARCHES / 2);
  t.end();
});

test('ECMP, all probes of one flow: the MTU of its path', (t) => {
  const random = createRandom(20_261_121);
  for (let search = 0; search < SEARCHES; search += 1) {
    const { low, high } = twoPaths(random);
    const mtuBytes = random() < 0.5 ? low : high;
    const hop = random() < 0.5 ? mute(mtuBytes) : honest(mtuBytes);
    const { finding } = run({ hopsFor: () => [hop] }, OPTIONS, random);
    if (finding.kind !== 'exact' || finding.mtuBytes !== mtuBytes) t.fail(JSON.stringify(finding));
  }
  t.end();
});

for (const [icmp, hop, leastSeen] of [
  ['no ICMP', mute, SEARCHES / 3],
  ['ICMP', honest, 0], // most are over before the change
] as const) {
  test(`a path that changes during the search, ${icmp}: the MTU of the end, or none`, (t) => {
    const random = createRandom(20_261_121);
    const ends = Array.from({ length: SEARCHES }, () => {
      const before = 1200 + Math.floor(random() * 7000);
      const after = 1200 + Math.floor(random() * 7802);
      const change = 1 + Math.floor(random() * 6);
      const mtuIn = (round: number): number => (round < change ? before : after);
      const { finding } = run({ hopsFor: (round) => [hop(mtuIn(round))] }, OPTIONS, random);
      if (finding.kind === 'exact' && finding.mtuBytes !== mtuIn(finding.rounds - 1)) {
        t.fail(`${before}, then ${after}: ${JSON.stringify(finding)}`);
      }
      return endOf(finding);
    });
    t.comment(JSON.stringify(counts(ends)));
    t.ok((counts(ends)['path-changed'] ?? 0) >= leastSeen);
    t.end();
  });
}
