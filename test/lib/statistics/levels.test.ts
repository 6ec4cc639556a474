import { test } from 'tap';
import { createLevels, stepIn } from '#lib/statistics/levels.ts';
import { createRandom } from './random.ts';

function levelsOf(count: number, at: (index: number) => number): readonly number[] {
  const levels = createLevels();
  for (let index = 0; index < count; index += 1) levels.add(at(index));
  return levels.levels();
}

test('windows are few, whatever the number of values, and each has its least', (t) => {
  const levels = levelsOf(100_000, (index) => 5 + (index % 7));
  t.ok(levels.length < 64, String(levels.length));
  t.ok(levels.every((level) => level === 5));
  t.end();
});

test('a step of the path is found, up or down, with its place', (t) => {
  const random = createRandom(3);
  const queue = () => -Math.log(1 - random());
  const rising = (index: number) => (index < 8000 ? 4 : 9) + queue();
  const up = stepIn(levelsOf(20_000, rising));
  if (up === undefined) throw new Error('no step');
  t.ok(Math.abs(up.at - 0.4) < 0.1, JSON.stringify(up));
  t.ok(Math.abs(up.after - up.before - 5) < 0.2);
  const down = stepIn(levelsOf(20_000, (index) => (index < 12_000 ? 9 : 4) + queue()));
  if (down === undefined) throw new Error('no step');
  t.ok(down.before > down.after);
  t.end();
});

test('queues, spikes, drift of microseconds and short series are no steps', (t) => {
  const random = createRandom(5);
  const noStep = (count: number, at: (index: number) => number) =>
    t.equal(stepIn(levelsOf(count, at)), undefined);
  for (let run = 0; run < 200; run += 1) noStep(500, () => 4 - 2 * Math.log(1 - random()));
  noStep(20_000, (index) => (index > 9000 && index < 11_000 ? 30 : 4));
  noStep(20_000, (index) => 4 + index / 1e5);
  noStep(20, (index) => (index < 10 ? 1 : 9));
  t.end();
});
