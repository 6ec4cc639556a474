import { test } from 'tap';
import { nearest } from '#lib/nearest.ts';

const WORDS = ['networks', 'node', 'transport', 'targets'];

const rows = [
  { word: 'netwroks', meant: 'networks' },
  { word: 'networks', meant: 'networks' },
  { word: 'nodes', meant: 'node' },
  { word: 'tranport', meant: 'transport' },
  { word: 'no', meant: 'node' },
  { word: 'tran', meant: 'transport' },
  { word: 'net', meant: 'networks' },
  { word: 'bandwidth', meant: undefined },
  { word: '', meant: undefined },
  { word: 'n'.repeat(500_000), meant: undefined },
];

for (const { word, meant } of rows) {
  test(`nearest to "${word.slice(0, 20)}" is ${meant ?? 'nothing'}`, async (t) => {
    t.equal(nearest(word, WORDS), meant);
  });
}

test('of two equally near, the first is meant', async (t) => {
  t.equal(nearest('bat', ['cat', 'rat']), 'cat');
});

test('among no candidates there is none', async (t) => {
  t.equal(nearest('cat', []), undefined);
});
