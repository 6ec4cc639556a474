import { BlockList } from 'node:net';
import fc from 'fast-check';
import netmask from 'netmask';
import { test } from 'tap';
import { type Cidr, formatAddress, formatCidr, parseAddress, parseCidr } from '#lib/cidr/parse.ts';
import {
  containsAddress,
  containsCidr,
  firstAddress,
  lastAddress,
  overlaps,
  sizeOf,
} from '#lib/cidr/relation.ts';
import { ipCidrContains } from './oracle.ts';

const SEED = 20261120;

function cidr(text: string): Cidr {
  const parsed = parseCidr(text, { hostBits: 'mask' });
  if (!parsed.ok) throw new Error(`${text} ${parsed.why}`);
  return parsed.cidr;
}

const vectors = [
  { a: '10.0.2.0/23', b: '10.0.20.0/24', overlap: false, from: 'aws-cdk issue 38837' },
  { a: '10.4.0.0/16', b: '10.4.2.0/23', overlap: true, from: 'coreos issue 335' },
  { a: '10.0.0.0/24', b: '10.0.1.0/24', overlap: false, from: 'neighbours' },
  { a: '0.0.0.0/0', b: '192.0.2.1/32', overlap: true, from: 'everything' },
  { a: '172.17.0.0/16', b: '172.16.0.0/12', overlap: true, from: 'docker0' },
  { a: '192.0.2.1/32', b: '192.0.2.1/32', overlap: true, from: 'a block and itself' },
  { a: '10.0.0.0/8', b: 'a00::/8', overlap: false, from: 'ip-cidr with ip-address 9' },
  { a: '0.0.0.0/0', b: 'fd00::/8', overlap: false, from: 'ip-cidr with ip-address 9' },
];

for (const { a, b, overlap, from } of vectors) {
  test(`${a} and ${b} ${overlap ? 'overlap' : 'are apart'}, both ways round (${from})`, (t) => {
    t.equal(overlaps(cidr(a), cidr(b)), overlap);
    t.equal(overlaps(cidr(b), cidr(a)), overlap);
    t.end();
  });
}

/** Blocks that often nest: few distinct bits, every prefix length. */
const block4 = fc
  .record({ bits: fc.nat(0xff), shift: fc.nat(24), prefix: fc.nat(32) })
  .map(({ bits, shift, prefix }) =>
    cidr(`${formatAddress({ family: 4, value: BigInt(bits) << BigInt(shift) })}/${prefix}`),
  );
const block6 = fc
  .record({ bits: fc.nat(0xff), shift: fc.nat(120), prefix: fc.nat(128) })
  .map(({ bits, shift, prefix }) =>
    cidr(`${formatAddress({ family: 6, value: BigInt(bits) << BigInt(shift) })}/${prefix}`),
  );

test('containment agrees with netmask and ip-cidr', (t) => {
  const pairs = fc.oneof(fc.tuple(block4, block4), fc.tuple(block6, block6));
  fc.assert(
    fc.property(pairs, ([outer, inner]) => {
      const [a, b] = [formatCidr(outer), formatCidr(inner)];
      const ours = containsCidr(outer, inner);
      return ours === new netmask.Netmask(a).contains(b) && ours === ipCidrContains(a, b);
    }),
    { seed: SEED, numRuns: 3000 },
  );
  t.end();
});

test('membership of an address agrees with node:net, families never mix', (t) => {
  const address = fc.oneof(
    fc.nat(0xffffffff).map((value) => ({ family: 4 as const, value: BigInt(value) })),
    block6.map(({ base }) => ({ family: 6 as const, value: base })),
    block4.map(({ base }) => ({ family: 4 as const, value: base })),
  );
  fc.assert(
    fc.property(fc.oneof(block4, block6), address, (block, one) => {
      const list = new BlockList();
      const family = (version: 4 | 6) => (version === 4 ? 'ipv4' : 'ipv6');
      list.addSubnet(firstAddress(block), block.prefixLength, family(block.family));
      const text = formatAddress(one);
      // BlockList sees an IPv4 address as ::ffff:0:0/96 as well; ours stays in the family that was written.
      if (block.family !== one.family) return !containsAddress(block, one);
      return containsAddress(block, one) === list.check(text, family(one.family));
    }),
    { seed: SEED, numRuns: 3000 },
  );
  t.end();
});

test('text and value are two forms of one thing', (t) => {
  fc.assert(
    fc.property(fc.oneof(block4, block6), (block) => {
      const again = parseCidr(formatCidr(block));
      return (
        again.ok && again.cidr.base === block.base && again.cidr.prefixLength === block.prefixLength
      );
    }),
    { seed: SEED, numRuns: 3000 },
  );
  t.end();
});

test('size and ends of a block', (t) => {
  t.equal(sizeOf(cidr('10.0.0.0/8')), 2n ** 24n);
  t.equal(lastAddress(cidr('10.0.0.0/8')), '10.255.255.255');
  t.equal(lastAddress(cidr('fd00::/126')), 'fd00::3');
  t.match(parseAddress(firstAddress(cidr('192.0.2.0/24'))), { ok: true });
  t.end();
});
