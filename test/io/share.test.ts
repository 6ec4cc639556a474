import { test } from 'tap';
import { createShare } from '../../src/io/share.ts';

const never = new AbortController().signal;

test('what several ask for is made once', async (t) => {
  const share = createShare();
  let made = 0;
  const make = () => Promise.resolve((made += 1));
  t.strictSame(
    await Promise.all([share.once('a', make, never), share.once('a', make, never)]),
    [1, 1],
  );
  t.equal(await share.once('a', make, never), 1, 'and later, too');
  t.equal(await share.once('b', make, never), 2);
});

test('a failure is everybody’s', async (t) => {
  const share = createShare();
  const make = () => Promise.reject(new Error('broken'));
  await t.rejects(share.once('a', make, never), /broken/);
  await t.rejects(share.once('a', make, never), /broken/);
});

test('it is called off only once nobody waits for it any more', async (t) => {
  const share = createShare();
  const called: string[] = [];
  const make = (signal: AbortSignal) =>
    new Promise<number>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        called.push('off');
        reject(signal.reason as Error);
      });
    });
  const [first, second] = [new AbortController(), new AbortController()];
  const one = share.once('a', make, first.signal);
  const other = share.once('a', make, second.signal);
  first.abort(new Error('one leaves'));
  await t.rejects(one, /one leaves/);
  t.strictSame(called, []);
  second.abort(new Error('both left'));
  await t.rejects(other, /both left/);
  t.strictSame(called, ['off']);
  await t.rejects(share.once('b', make, AbortSignal.abort(new Error('late'))), /late/);
});
