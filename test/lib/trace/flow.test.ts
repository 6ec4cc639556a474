import { test } from 'tap';
import { type Flow, sortFlows } from '#lib/trace/flow.ts';

function flows(count: number, sent: number, answered: number): readonly Flow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ sourcePort: 40_000 + index, sent, answered, reached: answered > 0, hops: null },
  }));
}

const ROWS: readonly (readonly [
  what: string,
  flows: readonly Flow[],
  alive: number,
  dead: number,
  doubtful: number,
])[] = [
  ['nothing', [], 0, 0, 0],
  ['all arrive', flows(12, 1, 1), 12, 0, 0],
  ['half are silent, and the others lose nothing', [...flows(6, 5, 0), ...flows(6, 3, 3)], 6, 6, 0],
  ['one is silent', [...flows(1, 5, 0), ...flows(11, 2, 2)], 11, 1, 0],
  ['one is silent once', [...flows(1, 1, 0), ...flows(11, 2, 2)], 11, 0, 1],
  ['one is silent, and the others lose a third', [...flows(1, 5, 0), ...flows(11, 3, 2)], 11, 0, 1],
  ['nobody arrives', flows(12, 5, 0), 0, 0, 12],
  ['what was never sent is not silent', [...flows(1, 0, 0), ...flows(11, 2, 2)], 11, 0, 0],
];

for (const [what, given, alive, dead, doubtful] of ROWS) {
  test(`flows: ${what}`, (t) => {
    const sorted = sortFlows(given);
    t.equal(sorted.alive.length, alive, 'alive');
    t.equal(sorted.dead.length, dead, 'dead');
    t.equal(sorted.doubtful.length, doubtful, 'doubtful');
    t.end();
  });
}
