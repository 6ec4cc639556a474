import fc from 'fast-check';
import { test } from 'tap';
import type { AclEntryFact } from '#core/aws-facts.ts';
import { readAcls } from '#lib/aws-paths/read-acls.ts';
import { routeParts } from '#lib/aws-paths/route-parts.ts';
import { formatCidr, parseAddress } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';
import { blocksOf, uncovered } from '#lib/cidr/uncovered.ts';

/** Small enough to look at every address: 10.0.0.0/26 and what is around it. */
const blockText = fc
  .tuple(fc.integer({ min: 22, max: 32 }), fc.integer({ min: 0, max: 1023 }))
  .map(([prefix, offset]) => {
    const [block] = blocksOf([`10.0.${offset >> 8}.${offset & 255}/${prefix}`]);
    return block === undefined ? '10.0.0.0/22' : formatCidr(block);
  });
const NETWORK = '10.0.0.0/26';
const addresses = Array.from({ length: 64 }, (_, index) => `10.0.0.${index}`);

function holds(blocks: readonly string[], address: string): boolean {
  const parsed = parseAddress(address);
  return parsed.ok && blocksOf(blocks).some((block) => containsAddress(block, parsed.address));
}

test('what is uncovered is what none of the others holds, address by address', async (t) => {
  const [network] = blocksOf([NETWORK]);
  if (network === undefined) return;
  fc.assert(
    fc.property(fc.array(blockText, { maxLength: 8 }), (covers) => {
      const left = uncovered(network, blocksOf(covers)).map(formatCidr);
      return addresses.every((one) => holds(left, one) === !holds(covers, one));
    }),
  );
  t.strictSame(uncovered(network, []).map(formatCidr), [NETWORK]);
});

const routes = fc.array(
  fc.record({
    destination: blockText,
    target: fc.constantFrom('tgw-1', 'vgw-1', 'pcx-1'),
    state: fc.constant('active'),
    origin: fc.constantFrom('CreateRoute', 'EnableVgwRoutePropagation', null),
  }),
  { maxLength: 8 },
);

type Route = { readonly destination: string; readonly origin: string | null };

/** The rule, written down once more: the longest prefix, then what is not learned. */
function rank({ destination, origin }: Route): number {
  return Number(destination.split('/')[1]) * 2 + (origin === 'EnableVgwRoutePropagation' ? 0 : 1);
}

test('each address goes by the route that its table would choose', async (t) => {
  const [network] = blocksOf([NETWORK]);
  if (network === undefined) return;
  let parted = 0;
  fc.assert(
    fc.property(routes, (all) => {
      const parts = routeParts(network, all);
      parted += parts.length > 1 ? 1 : 0;
      return addresses.every((address) => {
        const rivals = all.filter(({ destination }) => holds([destination], address));
        const best = Math.max(-1, ...rivals.map(rank));
        const owners = parts.filter(({ blocks }) => holds(blocks, address));
        if (owners.length === 0)
          return parts.some(({ blocks, blockCount }) => blockCount > blocks.length);
        const [owner] = owners;
        const isRight = owner?.route == null ? best === -1 : rank(owner.route) === best;
        return owners.length === 1 && isRight;
      });
    }),
    { numRuns: 500 },
  );
  t.ok(parted > 50, `${parted} were in parts`);
});

const entries = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 200 }),
    isEgress: fc.boolean(),
    isAllowed: fc.boolean(),
    protocol: fc.constantFrom('6', '17', '-1'),
    cidr: blockText,
    fromPort: fc.constantFrom(null, 0, 440, 443, 1024, 40_000),
    toPort: fc.constantFrom(null, 443, 1023, 50_000, 65_535),
  }),
  { maxLength: 8 },
);

/** As a network ACL goes about one packet. */
function isDropped(
  all: readonly AclEntryFact[],
  packet: { readonly isEgress: boolean; readonly port: number; readonly address: string },
): boolean {
  const first = all
    .filter(({ isEgress, protocol }) => isEgress === packet.isEgress && protocol !== '17')
    .toSorted((a, b) => a.number - b.number)
    .find(({ protocol, fromPort, toPort, cidr }) => {
      const isAny = protocol === '-1' || fromPort === null || toPort === null;
      return (
        (isAny || (fromPort <= packet.port && packet.port <= toPort)) &&
        holds([cidr], packet.address)
      );
    });
  return first?.isAllowed !== true;
}

const openTo = (isEgress: boolean) => ({
  ...({ number: 1, isEgress, isAllowed: true, protocol: '-1', cidr: '10.0.0.0/22' } as const),
  ...{ fromPort: null, toPort: null },
});

test('an ACL drops what its first fitting entry drops, packet by packet', async (t) => {
  let open = 0;
  fc.assert(
    fc.property(entries, (all) => {
      const [read] = readAcls({
        ...{ end: 'kubernetes-api', way: 'in', purpose: 'test', untoldSubnets: [] },
        wants: [{ protocol: 'tcp', port: 443, network: NETWORK }],
        answerPorts: { from: 39_990, to: 40_010 },
        acls: [{ from: { file: '', path: [] }, id: 'a', vpcId: null, subnetIds: [], entries: all }],
      });
      const gaps = read?.gaps ?? [];
      open += gaps.length === 0 ? 1 : 0;
      const ports = Array.from({ length: 21 }, (_, index) => 39_990 + index);
      const there = addresses.some((address) =>
        isDropped(all, { isEgress: false, port: 443, address }),
      );
      const back = addresses.some((address) =>
        ports.some((port) => isDropped(all, { isEgress: true, port, address })),
      );
      return (
        gaps.some(({ isAnswer }) => !isAnswer) === there &&
        gaps.some(({ isAnswer }) => isAnswer) === back
      );
    }),
    {
      numRuns: 500,
      examples: [[[openTo(true), openTo(false)]]],
    },
  );
  t.ok(open > 0, `${open} let all through`);
});

test('entries of one number tell the same way in any order', async (t) => {
  // AWS gives each number once; a hostile file may not, and must end all the same.
  const many = Array.from({ length: 100 }, (_, index): AclEntryFact => ({
    ...{ number: 1, isEgress: index % 2 === 0, isAllowed: index % 3 === 0, protocol: '-1' },
    ...{ cidr: `10.0.0.${index % 64}/32`, fromPort: null, toPort: null },
  }));
  const [read] = readAcls({
    ...{ end: 'kubernetes-api', way: 'in', purpose: 'test', untoldSubnets: [] },
    wants: [{ protocol: 'tcp', port: 443, network: '10.0.0.0/8' }],
    answerPorts: { from: 1024, to: 65_535 },
    acls: [{ from: { file: '', path: [] }, id: 'a', vpcId: null, subnetIds: [], entries: many }],
  });
  t.equal(read?.gaps.length, 2);
  t.ok(read?.gaps.every(({ parts }) => parts.length <= 8));
});

test('thousands of routes take no time', { timeout: 20_000 }, async (t) => {
  const [network] = blocksOf(['10.0.0.0/8']);
  if (network === undefined) return;
  const all = Array.from({ length: 20_000 }, (_, index) => ({
    destination: `10.${index >> 8}.${index & 255}.1/32`,
    origin: null,
  }));
  const parts = routeParts(network, all);
  t.equal(parts.length, 20_001);
  t.ok(parts.every(({ blocks }) => blocks.length <= 8));
});
