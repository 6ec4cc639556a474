import { test } from 'tap';
import { createDescriptors } from '../../src/io/descriptors.ts';

const forever = new AbortController().signal;

/** Something that holds a descriptor until the test lets it go. */
function job(): PromiseWithResolvers<string> & { readonly begun: () => boolean; use: Use } {
  const settled = Promise.withResolvers<string>();
  let isBegun = false;
  const use = (): Promise<string> => {
    isBegun = true;
    return settled.promise;
  };
  return { ...settled, begun: () => isBegun, use };
}
type Use = () => Promise<string>;

const turns = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('never more are held at once than the limit allows, and all get their turn', async (t) => {
  const descriptors = createDescriptors(3);
  let held = 0;
  let most = 0;
  const use = async (): Promise<void> => {
    held += 1;
    most = Math.max(most, held);
    await turns();
    held -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => descriptors.hold(forever, use)));
  t.equal(most, 3);
  t.equal(held, 0);
});

test('who comes first is served first, and a newcomer does not slip in', async (t) => {
  const descriptors = createDescriptors(1);
  const order: number[] = [];
  const hold = (number: number): Promise<void> =>
    descriptors.hold(forever, async () => {
      order.push(number);
      await turns();
    });
  const first = hold(1);
  const others = [hold(2), hold(3)];
  await first;
  await Promise.all([...others, hold(4)]);
  t.strictSame(order, [1, 2, 3, 4]);
});

test('a limit of nothing still lets one through', async (t) => {
  t.equal(await createDescriptors(0).hold(forever, async () => 'through'), 'through');
});

test('by default the limit is what this process may open', async (t) => {
  const descriptors = createDescriptors();
  const jobs = Array.from({ length: 64 }, job);
  const held = jobs.map(({ use }) => descriptors.hold(forever, use));
  await turns();
  t.ok(jobs.every(({ begun }) => begun()));
  for (const { resolve } of jobs) resolve('done');
  await Promise.all(held);
});

test('an abort while waiting gives up the place in the queue', async (t) => {
  const descriptors = createDescriptors(1);
  const [holder, quitter, patient] = [job(), job(), job()];
  const abort = new AbortController();
  const holding = descriptors.hold(forever, holder.use);
  const quitting = descriptors.hold(abort.signal, quitter.use);
  const waiting = descriptors.hold(forever, patient.use);
  abort.abort(new Error('tired'));
  await t.rejects(quitting, { message: 'tired' });
  t.notOk(patient.begun(), 'its place is not a descriptor');
  holder.resolve('held');
  patient.resolve('had');
  t.strictSame(await Promise.all([holding, waiting]), ['held', 'had']);
  t.notOk(quitter.begun());
});

test('an abort at the moment of the turn passes the descriptor on', async (t) => {
  const descriptors = createDescriptors(1);
  const [holder, quitter, patient] = [job(), job(), job()];
  const abort = new AbortController();
  const holding = descriptors.hold(forever, holder.use).finally(() => {
    abort.abort(new Error('too late'));
  });
  const quitting = descriptors.hold(abort.signal, quitter.use);
  const waiting = descriptors.hold(forever, patient.use);
  patient.resolve('had');
  holder.reject(new Error('failed'));
  await t.rejects(holding, { message: 'failed' });
  await t.rejects(quitting, { message: 'too late' });
  t.notOk(quitter.begun());
  t.equal(await waiting, 'had');
});

test('an abort before asking takes nothing', async (t) => {
  const descriptors = createDescriptors(1);
  const quitter = job();
  const aborted = AbortSignal.abort(new Error('stopped before'));
  await t.rejects(descriptors.hold(aborted, quitter.use), { message: 'stopped before' });
  t.notOk(quitter.begun());
  t.equal(await descriptors.hold(forever, async () => 'free'), 'free');
});

test('a failure passes its descriptor on', async (t) => {
  const descriptors = createDescriptors(1);
  const failing = descriptors.hold(forever, () => Promise.reject(new Error('no socket')));
  const throwing = descriptors.hold(forever, () => {
    throw new TypeError('no address');
  });
  const next = descriptors.hold(forever, async () => 'mine');
  await t.rejects(failing, { message: 'no socket' });
  await t.rejects(throwing, { message: 'no address' });
  t.equal(await next, 'mine');
});
