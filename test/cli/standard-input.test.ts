import { test } from 'tap';
import { spellOutDashes } from '../../src/cli/standard-input.ts';

const cases = [
  { words: 'explain-log -', becomes: 'explain-log /dev/stdin' },
  { words: 'explain-log a - -', becomes: 'explain-log a /dev/stdin /dev/stdin' },
  { words: 'init --path -', becomes: 'init --path -' },
  { words: 'run -o -', becomes: 'run -o -' },
  { words: 'lab exec host -- cat -', becomes: 'lab exec host -- cat -' },
  { words: 'explain-log -- -', becomes: 'explain-log -- -' },
];

for (const { words, becomes } of cases) {
  test(`${words} is read as ${becomes}`, (t) => {
    t.equal(spellOutDashes(words.split(' ')).join(' '), becomes);
    t.end();
  });
}
