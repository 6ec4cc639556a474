import fc from 'fast-check';
import { test } from 'tap';
import { freeBlocks } from '#lib/cidr/free-blocks.ts';
import { type Cidr, formatCidr, parseCidr } from '#lib/cidr/parse.ts';
import { overlaps } from '#lib/cidr/relation.ts';
import { findOverlaps } from '#lib/cidr/sweep.ts';

function cidr(text: string): Cidr {
  const parsed = parseCidr(text, { hostBits: 'mask' });
  if (!parsed.ok) throw new Error(`${text} ${parsed.why}`);
  return parsed.cidr;
}

const blocks = fc.array(
  fc
    .record({
      family: fc.constantFrom(4 as const, 6 as const),
      bits: fc.nat(31),
      prefix: fc.nat(8),
    })
    .map(({ family, bits, prefix }) =>
      cidr(
        family === 4 ? `${bits * 8}.0.0.0/${prefix}` : `${(bits << 11).toString(16)}::/${prefix}`,
      ),
    ),
  { maxLength: 30 },
);

test('the sweep finds exactly the pairs that comparing each with each finds', (t) => {
  fc.assert(
    fc.property(blocks, (list) => {
      const swept = [...findOverlaps(list)].map(({ outer, inner }) =>
        [outer, inner].toSorted().join(),
      );
      const compared = list.flatMap((a, i) =>
        list.flatMap((b, j) => (i < j && overlaps(a, b) ? [[i, j].toSorted().join()] : [])),
      );
      return swept.toSorted().join(' ') === compared.toSorted().join(' ');
    }),
    { seed: 20261120, numRuns: 2000 },
  );
  t.end();
});

test('100,000 blocks inside one are 100,000 pairs, outer and inner told apart', (t) => {
  const inside = Array.from({ length: 100_000 }, (_, index) => ({
    family: 4 as const,
    base: BigInt(0x0a000000 + index * 16),
    prefixLength: 28,
  }));
  const pairs = [...findOverlaps([...inside, cidr('10.0.0.0/8')])];
  t.equal(pairs.length, 100_000);
  t.ok(pairs.every(({ outer }) => outer === 100_000));
  t.end();
});

test('free blocks touch nothing that is used, lowest first', (t) => {
  const used = ['10.0.0.0/9', '10.128.0.0/16', '172.16.0.0/12', '192.168.0.0/16'].map(cidr);
  t.strictSame(freeBlocks(used, 16, 3), ['10.129.0.0/16', '10.130.0.0/16', '10.131.0.0/16']);
  t.strictSame(freeBlocks([cidr('10.0.0.0/8')], 12, 2), ['172.16.0.0/12']);
  t.strictSame(freeBlocks([cidr('0.0.0.0/0')], 24, 2), []);
  fc.assert(
    fc.property(blocks, fc.integer({ min: 8, max: 28 }), (list, prefix) =>
      freeBlocks(list, prefix, 3).every(
        (text) => !list.some((block) => overlaps(block, cidr(text))),
      ),
    ),
    { seed: 20261120, numRuns: 500 },
  );
  t.equal(formatCidr(cidr('10.0.0.0/8')), '10.0.0.0/8');
  t.end();
});
