import { test } from 'tap';
import { searchOptions } from '#lib/pmtu/options.ts';
import type { ProbeRound } from '#lib/pmtu/outcome.ts';
import { nextStep } from '#lib/pmtu/search.ts';
import { arrived, held, refused, silent } from './outcomes.ts';

const OPTIONS = searchOptions({ interfaceMtuBytes: 9001 });

const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

const rows: readonly {
  readonly after: string;
  readonly rounds: readonly ProbeRound[];
  readonly step: Partial<Record<string, unknown>>;
}[] = [
  { after: 'nothing', rounds: [], step: { kind: 'round', sizesBytes: [9001, 1200] } },
  {
    after: 'both arrive',
    rounds: [[arrived(9001), arrived(1200)]],
    step: { kind: 'exact', mtuBytes: 9001, how: 'whole', probes: 2, rounds: 1 },
  },
  {
    after: 'only the whole size arrives',
    rounds: [[arrived(9001), silent(1200)]],
    step: { kind: 'round', sizesBytes: [1200] },
  },
  {
    after: 'nothing arrives',
    rounds: [[silent(9001), silent(1200)]],
    step: { kind: 'round', sizesBytes: [9001, 1200] },
  },
  {
    after: 'nothing arrives three times',
    rounds: [1, 2, 3].map(() => [silent(9001), silent(1200)]),
    step: { kind: 'inconclusive', why: 'unreachable', atLeastBytes: null, atMostBytes: 9001 },
  },
  {
    after: 'a router names an MTU below the smallest size',
    rounds: [[refused(9001, 1000), refused(1200, 1000)]],
    step: { kind: 'inconclusive', why: 'below-smallest', atLeastBytes: null, atMostBytes: 1199 },
  },
  {
    after: 'a router names an MTU',
    rounds: [[refused(9001, 1446), arrived(1200)]],
    step: { kind: 'round', sizesBytes: [1447, 1446] },
  },
  {
    after: 'the named MTU is true',
    rounds: [
      [refused(9001, 1446), arrived(1200)],
      [refused(1447, 1446), arrived(1446)],
    ],
    step: { kind: 'exact', mtuBytes: 1446, how: 'told', icmp: 'works', probes: 4, heldBack: 0 },
  },
  {
    after: 'this kernel believes it',
    rounds: [
      [refused(9001, 1446), arrived(1200)],
      [held(1447, 1446), arrived(1446)],
    ],
    step: { kind: 'held-back', mtuBytes: 1446, toldBy: 'path', atMostBytes: 9000, probes: 3 },
  },
  {
    after: 'this kernel knew before',
    rounds: [
      [held(9001, 1446), arrived(1200)],
      [held(1447, 1446), arrived(1446)],
    ],
    step: { kind: 'held-back', mtuBytes: 1446, toldBy: 'earlier', atMostBytes: 9001, probes: 2 },
  },
  {
    after: 'the named MTU was lost',
    rounds: [
      [refused(9001, 1446), arrived(1200)],
      [refused(1447, 1446), silent(1446)],
    ],
    step: { kind: 'round', sizesBytes: [1446] },
  },
  {
    after: 'the named MTU was lost, then arrives',
    rounds: [
      [refused(9001, 1446), arrived(1200)],
      [refused(1447, 1446), silent(1446)],
      [arrived(1446)],
    ],
    step: { kind: 'round', sizesBytes: [1447, ...times(8, 1446)] },
  },
  {
    after: 'a true MTU, and one that cannot be',
    rounds: [
      [refused(9001, 1446), arrived(1200)],
      [refused(1447, 1500), arrived(1446)],
    ],
    step: { kind: 'round', sizesBytes: [1447, ...times(8, 1446)] },
  },
  {
    after: 'the named MTU is one byte less',
    rounds: [[refused(9001, 9000), arrived(1200)], [arrived(9000)]],
    step: { kind: 'exact', mtuBytes: 9000, how: 'told', icmp: 'works', probes: 3, rounds: 2 },
  },
  {
    after: 'the refusal is long ago',
    rounds: [[refused(9001, null), arrived(1200)], ...[1, 2].map(() => times(8, arrived(9000)))],
    step: { kind: 'round', sizesBytes: [9001, ...times(7, 9000)] },
  },
  {
    after: 'the whole size arrives the second time',
    rounds: [
      [silent(9001), arrived(1200)],
      [arrived(9001), arrived(1500)],
    ],
    step: { kind: 'round', sizesBytes: times(7, 9001) },
  },
  {
    after: 'a small size never arrives, a large one always',
    rounds: [
      [silent(1200), arrived(9001)],
      ...times(4, [silent(1200), ...times(7, arrived(9001))]),
    ],
    step: { kind: 'inconclusive', why: 'contradiction', atLeastBytes: null, atMostBytes: 9001 },
  },
  {
    after: 'a small size is lost twice, a large one never',
    rounds: [
      [silent(1200), arrived(9001)],
      [silent(1200), ...times(60, arrived(9001))],
    ],
    step: { kind: 'round', sizesBytes: [1200] },
  },
  {
    after: 'a size is refused that had arrived',
    rounds: [
      [refused(9001, 1446), arrived(1200)],
      [arrived(1447), arrived(1446)],
      [refused(1447, 1446), refused(1446, 1400), refused(1440, 1400)],
    ],
    step: { kind: 'inconclusive', why: 'path-changed', atLeastBytes: 1200, atMostBytes: 9001 },
  },
];

for (const { after, rounds, step } of rows) {
  test(`after: ${after}`, (t) => {
    const { sizesBytes, ...rest } = step;
    const next = nextStep(rounds, OPTIONS);
    t.match(next, rest);
    if (sizesBytes !== undefined) t.strictSame(next, { kind: 'round', sizesBytes });
    t.end();
  });
}

test('a round takes large and small sizes in turns, priors as pairs, and the whole size again', (t) => {
  const step = nextStep([[silent(9001), arrived(1200)]], OPTIONS);
  const sizes = step.kind === 'round' ? step.sizesBytes : [];
  for (const prior of [8500, 1500, 1446, 1280]) {
    t.ok(sizes.includes(prior) && sizes.includes(prior + 1), `${prior}`);
  }
  t.strictSame(sizes.slice(0, 2), [9001, Math.min(...sizes)]);
  t.ok(sizes.length <= OPTIONS.mostPerRound);
  t.end();
});
