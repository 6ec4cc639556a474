import { test } from 'tap';
import { createSampler } from '#lib/storage/sampler.ts';
import type { Transfer } from '#core/storage.ts';

function bitsIn({ samples }: Transfer): number {
  return samples.reduce((sum, { bps, seconds }) => sum + bps * seconds, 0);
}

const lengths = [
  { what: 'nothing at all', seconds: 0, count: 0 },
  { what: 'a moment', seconds: 0.01, count: 1 },
  { what: 'a second', seconds: 1, count: 200 },
  { what: 'ten seconds, just where samples are joined', seconds: 10, count: 400 },
  { what: 'an hour', seconds: 3600, count: 5000 },
  { what: 'a week with few blocks', seconds: 604_800, count: 3 },
] as const;

for (const { what, seconds, count } of lengths) {
  test(`${what}: few samples, in their order, and no byte is lost`, (t) => {
    const sampler = createSampler();
    for (let index = 1; index <= count; index += 1) sampler.add(4096, (index * seconds) / count);
    const transfer = sampler.transfer(seconds * 1.001);
    t.equal(transfer.bytes, 4096 * count);
    t.ok(transfer.samples.length <= 401, `${transfer.samples.length}`);
    t.ok(Math.abs(bitsIn(transfer) - 8 * 4096 * count) <= 1e-6 * transfer.bytes);
    for (const [index, { startS, seconds: length }] of transfer.samples.entries()) {
      const before = transfer.samples[index - 1];
      t.ok(length > 0 && (before === undefined || startS >= before.startS + before.seconds - 1e-9));
    }
    t.end();
  });
}

test('a pause is a sample of nothing, and the last one is as long as it was', (t) => {
  const sampler = createSampler();
  sampler.add(1000, 0.01);
  sampler.add(1000, 0.11);
  const { samples } = sampler.transfer(0.115);
  t.strictSame(
    samples.map(({ bps }) => bps > 0),
    [true, false, false, false, true],
  );
  t.ok(Math.abs((samples.at(-1)?.seconds ?? 0) - 0.015) < 1e-9);
  t.end();
});
