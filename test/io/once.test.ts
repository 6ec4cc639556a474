import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { once } from '../../src/io/once.ts';

const { signal } = new AbortController();

test('work is done once, for all who ask', async (t) => {
  let times = 0;
  const ask = once(async () => (times += 1));
  t.strictSame(await Promise.all([ask(signal), ask(signal)]), [1, 1]);
  t.equal(await ask(signal), 1);
});

test('what was called off with the first who asked is done again for the next', async (t) => {
  const ask = once((own) => sleep(20, 'done', { signal: own }));
  const first = new AbortController();
  const asked = ask(first.signal);
  first.abort(new Error('enough'));
  await t.rejects(asked);
  t.equal(await ask(signal), 'done');
});

test('a failure is told, and tried again', async (t) => {
  let isBroken = true;
  const ask = once(async () => {
    if (isBroken) throw new Error('broken');
    return 'sound';
  });
  await t.rejects(ask(signal), /broken/);
  isBroken = false;
  t.equal(await ask(signal), 'sound');
});
