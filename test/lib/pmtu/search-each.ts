import { test } from 'tap';
import type { Finding } from '#lib/pmtu/finding.ts';
import { searchOptions } from '#lib/pmtu/options.ts';
import { createRandom } from '../statistics/random.ts';
import { grade, type Grade, type Run, run } from './run.ts';
import { INTERFACE_BYTES, type Scenario } from './scenarios.ts';

const SEARCHES = 400;
const OPTIONS = searchOptions({ interfaceMtuBytes: INTERFACE_BYTES, wantedBytes: 9000 });

type Graded = Run & { readonly mtuBytes: number; readonly grade: Grade };

/** Tests that searches of these networks end as they may, and with no wrong number. */
export function searchEach(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) {
    test(`${scenario.kind}: never a wrong number`, (t) => {
      const all = searches(scenario);
      const { open, exact, comment, ...cost } = summary(all);
      t.comment(comment);
      for (const one of all) if (one.grade === 'WRONG') t.fail(described(one));
      for (const one of all) if (!isAsExpected(one.finding, scenario)) t.fail(described(one));
      t.ok(open <= scenario.mostOpen * SEARCHES, `${open} are open`);
      t.ok(cost.probes <= (scenario.mostProbes ?? OPTIONS.mostProbes), `${cost.probes} probes`);
      t.ok(cost.rounds <= (scenario.mostRounds ?? OPTIONS.mostRounds), `${cost.rounds} rounds`);
      t.ok(cost.bytes <= OPTIONS.mostBytesPerRound, `${cost.bytes} bytes a round`);
      if (scenario.isHeldBack) t.equal(exact, 0, 'nothing larger was tried');
      t.end();
    });
  }
}

function searches({ mtu, world }: Scenario): readonly Graded[] {
  const random = createRandom(20_261_121);
  return Array.from({ length: SEARCHES }, () => {
    const mtuBytes = mtu(random);
    const one = run(world(mtuBytes, random), OPTIONS, random);
    return { ...one, mtuBytes, grade: grade(one.finding, mtuBytes) };
  });
}

function summary(all: readonly Graded[]) {
  const count = (wanted: Grade): number => all.filter((one) => one.grade === wanted).length;
  const probes = largest(all.map(({ finding }) => finding.probes));
  const rounds = largest(all.map(({ finding }) => finding.rounds));
  const bytes = largest(all.flatMap((one) => one.rounds.map(total)));
  const ends = `${count('right')} exact, ${count('held back')} held back, ${count('open')} open`;
  const comment = `${ends}; at most ${probes} probes, ${rounds} rounds, ${bytes} bytes a round`;
  return { exact: count('right'), open: count('open'), probes, rounds, bytes, comment };
}

function isAsExpected(finding: Finding, { how, icmp }: Scenario): boolean {
  if (finding.kind !== 'exact') return true;
  return finding.how === (how ?? finding.how) && finding.icmp === (icmp ?? finding.icmp);
}

function described({ mtuBytes, finding }: Graded): string {
  return `${mtuBytes}: ${JSON.stringify(finding)}`;
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}
