import { test } from 'tap';
import { DEFAULT_OPTIONS, searchOptions } from '#lib/pmtu/options.ts';
import type { ProbeOutcome, ProbeRound } from '#lib/pmtu/outcome.ts';
import { nextStep, type Step } from '#lib/pmtu/search.ts';
import { createRandom } from '../statistics/random.ts';
import { honest, mute } from './network.ts';
import { arrived, held, refused, silent } from './outcomes.ts';
import { grade, run } from './run.ts';

const OPTIONS = searchOptions({ interfaceMtuBytes: 9001 });

test('the chance of a wrong number is as small as was asked', (t) => {
  for (const mostChanceWrong of [1e-3, 1e-15, 1e-25]) {
    const options = { ...OPTIONS, mostChanceWrong };
    const { finding } = run({ hopsFor: () => [mute(1446)] }, options, createRandom(1));
    const chance = finding.kind === 'exact' ? finding.chanceWrong : 1;
    t.ok(chance <= mostChanceWrong, `${chance}`);
  }
  t.end();
});

test('a silent size is sent in as many rounds as was asked', (t) => {
  const options = { ...OPTIONS, attempts: 6 };
  const { finding, rounds } = run({ hopsFor: () => [mute(1446)] }, options, createRandom(1));
  t.match(finding, { kind: 'exact', mtuBytes: 1446 });
  t.equal(rounds.filter((sizes) => sizes.includes(1447)).length, 6);
  t.end();
});

const budgets = [
  { mostRounds: 4, why: 'budget' },
  { mostProbes: 60, why: 'budget' },
  { mostRounds: 1, why: 'budget' },
] as const;

for (const { why, ...budget } of budgets) {
  test(`${JSON.stringify(budget)}: a bracket when the budget is spent`, (t) => {
    const options = { ...OPTIONS, ...budget };
    const { finding } = run({ hopsFor: () => [mute(5000)] }, options, createRandom(1));
    t.match(finding, { kind: 'inconclusive', why });
    t.equal(grade(finding, 5000), 'open');
    t.ok(finding.probes <= options.mostProbes && finding.rounds <= options.mostRounds);
    t.end();
  });
}

test('any interface, any budget of a round: exact', (t) => {
  const random = createRandom(20_261_121);
  for (let search = 0; search < 400; search += 1) {
    const interfaceMtuBytes = 600 + Math.floor(random() * 64_936);
    const mtuBytes = 576 + Math.floor(random() * (interfaceMtuBytes - 575));
    const options = searchOptions({
      interfaceMtuBytes,
      smallestBytes: 576,
      wantedBytes: mtuBytes > 3000 ? 9000 : null,
      mostPerRound: 2 + Math.floor(random() * 60),
      mostRounds: 100,
      mostProbes: 2000,
    });
    const hop = random() < 0.5 ? mute(mtuBytes) : honest(mtuBytes);
    const { finding, rounds } = run({ hopsFor: () => [hop] }, options, random);
    if (grade(finding, mtuBytes) !== 'right') t.fail(`${mtuBytes}: ${JSON.stringify(finding)}`);
    const longest = Math.max(...rounds.map(({ length }) => length));
    if (longest > options.mostPerRound) t.fail(`${longest} of ${options.mostPerRound}`);
  }
  t.end();
});

test('whatever comes back, a search ends within its budget with plain data', (t) => {
  const random = createRandom(20_261_121);
  const noise = (sizeBytes: number): readonly ProbeOutcome[] => {
    const mtuBytes = Math.floor(random() * 10_000);
    const all = [
      arrived(sizeBytes),
      silent(sizeBytes),
      refused(sizeBytes, mtuBytes),
      refused(sizeBytes, null),
      held(sizeBytes, mtuBytes),
      { kind: 'fragmented', sizeBytes } as const,
    ];
    const one = all[Math.floor(random() * (all.length + 1))]; // or none: the driver did not send it
    return one === undefined ? [] : [one];
  };
  for (let search = 0; search < 2000; search += 1) {
    const rounds: ProbeRound[] = [];
    let step: Step = nextStep(rounds, OPTIONS);
    while (step.kind === 'round') {
      rounds.push(step.sizesBytes.flatMap(noise));
      step = nextStep(rounds, OPTIONS);
    }
    if (rounds.length > DEFAULT_OPTIONS.mostRounds) t.fail(`${rounds.length} rounds`);
    if (JSON.stringify(JSON.parse(JSON.stringify(step))) !== JSON.stringify(step)) t.fail('JSON');
    if (Object.values(step).some((value) => Number.isNaN(value))) t.fail(JSON.stringify(step));
  }
  t.end();
});
