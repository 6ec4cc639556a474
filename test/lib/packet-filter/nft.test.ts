import fc from 'fast-check';
import { test } from 'tap';
import { parseCidr } from '#lib/cidr/parse.ts';
import { nftFate } from '#lib/packet-filter/nft-fate.ts';
import { parseNftRuleset } from '#lib/packet-filter/nft-ruleset.ts';
import type { Packet } from '#lib/packet-filter/packet.ts';

function packet(parts: Partial<Packet> = {}): Packet {
  const parsed = parseCidr('10.20.0.0/16');
  if (!parsed.ok) throw new Error(parsed.why);
  return { protocol: 'tcp', port: 10250, source: parsed.cidr, interface: 'eth0', ...parts };
}

type Expr = readonly unknown[];
type Chains = Readonly<Record<string, readonly Expr[]>>;

/** `input` and `early` are chains of the input hook; the policy is that of `input`. */
function fateIn(chains: Chains, policy = 'drop', extra: readonly unknown[] = []): string {
  const place = { family: 'inet', table: 'filter' };
  const hooks = { type: 'filter', hook: 'input' };
  const nftables = Object.entries(chains).flatMap(([name, rules]) => [
    {
      chain: {
        ...{ ...place, name },
        ...(name === 'input' ? { ...hooks, policy } : {}),
        ...(name === 'early' ? { ...hooks, policy: 'accept' } : {}),
      },
    },
    ...rules.map((expr) => ({ rule: { ...place, chain: name, expr } })),
  ]);
  const ruleset = parseNftRuleset(JSON.stringify({ nftables: [...nftables, ...extra] }));
  return ruleset === null ? 'no ruleset' : nftFate(ruleset, packet());
}

const [accept, drop, leave] = [{ accept: null }, { drop: null }, { return: null }];
const reject = { reject: { type: 'tcp reset' } };
const match = (left: unknown, right: unknown, op = '==') => ({ match: { op, left, right } });
const field = (protocol: string, name: string) => ({ payload: { protocol, field: name } });
const meta = (key: string) => ({ meta: { key } });
const state = { ct: { key: 'state' } };
const dport = (right: unknown, op?: string) => match(field('tcp', 'dport'), right, op);
const saddr = (right: unknown) => match(field('ip', 'saddr'), right);
const jump = (target: string) => ({ jump: { target } });
const maybe = { xt: { type: 'match', name: 'addrtype' } };

const ROWS: Readonly<Record<string, readonly [Chains, string]>> = {
  'the policy decides': [{ input: [] }, 'dropped'],
  'an open port': [{ input: [[dport(10250), { counter: {} }, accept]] }, 'accepted'],
  'another port': [{ input: [[dport(22), accept]] }, 'dropped'],
  'a range': [{ input: [[dport({ range: [10000, 11000] }), accept]] }, 'accepted'],
  'a set of ranges': [
    { input: [[dport({ set: [22, { range: [10250, 10260] }] }), accept]] },
    'accepted',
  ],
  'not this port': [{ input: [[dport(10250, '!='), accept]] }, 'dropped'],
  'any transport': [{ input: [[match(field('th', 'dport'), 10250), accept]] }, 'accepted'],
  'another protocol': [{ input: [[match(field('udp', 'dport'), 10250), accept]] }, 'dropped'],
  'a protocol as such': [{ input: [[match(meta('l4proto'), 'tcp'), accept]] }, 'accepted'],
  'protocols as such': [
    { input: [[match(meta('l4proto'), { set: ['icmp', 'udp'] }), accept]] },
    'dropped',
  ],
  'echo requests': [{ input: [[match(field('icmp', 'type'), 'echo-request'), accept]] }, 'dropped'],
  'what is under way already': [
    { input: [[match(state, ['established', 'related'], 'in'), accept]] },
    'dropped',
  ],
  'what is new': [{ input: [[match(state, 'new', 'in'), accept]] }, 'accepted'],
  'a map of states': [
    {
      input: [
        [
          {
            vmap: {
              key: state,
              data: {
                set: [
                  ['established', accept],
                  ['invalid', drop],
                  ['new', jump('open')],
                ],
              },
            },
          },
        ],
      ],
      open: [[accept]],
    },
    'accepted',
  ],
  'a map that has no such state': [
    { input: [[{ vmap: { key: state, data: { set: [['established', accept]] } } }]] },
    'dropped',
  ],
  'a map by what is not understood': [
    { input: [[{ vmap: { key: { x: 1 }, data: { set: [[1, accept]] } } }]] },
    'unclear',
  ],
  loopback: [{ input: [[match(meta('iifname'), 'lo'), accept]] }, 'dropped'],
  'its interface': [{ input: [[match(meta('iifname'), 'eth*'), accept]] }, 'accepted'],
  'a network': [{ input: [[saddr({ prefix: { addr: '10.0.0.0', len: 8 } }), accept]] }, 'accepted'],
  'another network': [
    { input: [[saddr({ prefix: { addr: '192.168.0.0', len: 16 } }), accept]] },
    'dropped',
  ],
  'a part of the network': [
    { input: [[saddr({ prefix: { addr: '10.20.1.0', len: 24 } }), accept]] },
    'unclear',
  ],
  'a range of addresses': [
    { input: [[saddr({ range: ['10.20.0.0', '10.20.255.255'] }), accept]] },
    'accepted',
  ],
  'a range of others': [
    { input: [[saddr({ range: ['10.21.0.0', '10.22.0.0'] }), accept]] },
    'dropped',
  ],
  'a rule that comes first': [{ input: [[dport(10250), reject], [accept]] }, 'dropped'],
  'a chain that returns': [
    { input: [[jump('more')], [accept]], more: [[dport(10250), leave], [drop]] },
    'accepted',
  ],
  'a chain that falls through': [
    { input: [[jump('more')], [drop]], more: [[dport(1), accept]] },
    'dropped',
  ],
  'a chain that decides': [
    { input: [[jump('more')], [drop]], more: [[dport(10250), accept]] },
    'accepted',
  ],
  'a chain that is gone to': [
    { input: [[{ goto: { target: 'more' } }], [accept]], more: [[dport(1), accept]] },
    'dropped',
  ],
  'a chain that is not there': [{ input: [[jump('nowhere')]] }, 'unclear'],
  'a chain that calls itself': [{ input: [[jump('input')]] }, 'unclear'],
  'what is not understood, and accepts': [{ input: [[maybe, accept]] }, 'unclear'],
  'what is not understood, and drops what would be dropped': [
    { input: [[maybe, drop]] },
    'dropped',
  ],
  'what is not understood, behind what decides': [
    {
      input: [
        [dport(10250), accept],
        [maybe, drop],
      ],
    },
    'accepted',
  ],
  'what may return': [
    { input: [[jump('more')], [accept]], more: [[maybe, leave], [drop]] },
    'unclear',
  ],
  'two chains, and the second drops': [{ early: [], input: [[dport(22), accept]] }, 'dropped'],
  'two chains, and the first drops': [{ early: [[drop]], input: [[accept]] }, 'dropped'],
  'a queue': [{ input: [[{ queue: null }]] }, 'unclear'],
};

for (const [name, [chains, fate]] of Object.entries(ROWS)) {
  test(`nft: ${name}`, (t) => {
    t.equal(fateIn(chains), fate);
    t.end();
  });
}

test('named sets and maps are looked up in their own table', (t) => {
  const set = (family: string, elem: readonly unknown[]) => ({
    set: { family, table: 'filter', name: 'open', elem },
  });
  const chains = { input: [[dport('@open'), accept]] };
  t.equal(fateIn(chains, 'drop', [set('inet', [22, { elem: { val: 10250 } }])]), 'accepted');
  t.equal(fateIn(chains, 'drop', [set('ip', [10250])]), 'unclear');
  const map = { map: { family: 'inet', table: 'filter', name: 'by', elem: [['new', accept]] } };
  t.equal(fateIn({ input: [[{ vmap: { key: state, data: '@by' } }]] }, 'drop', [map]), 'accepted');
  t.end();
});

test('no rules, and other families, let everything pass', (t) => {
  const ruleset = (...nftables: readonly unknown[]) =>
    parseNftRuleset(JSON.stringify({ nftables }));
  const chain = { table: 'filter', name: 'input', type: 'filter', hook: 'input', policy: 'drop' };
  for (const family of ['ip6', 'bridge']) {
    const parsed = ruleset({ chain: { ...chain, family } });
    t.equal(parsed === null ? 'none' : nftFate(parsed, packet()), 'accepted');
  }
  t.equal(parseNftRuleset('{"nftables": 1}'), null);
  t.equal(parseNftRuleset('table inet filter {}'), null);
  t.end();
});

test('no ruleset breaks the reader or holds it up', (t) => {
  const hostile: Chains = {
    input: Array.from({ length: 100 }, () => [maybe, jump('a')]),
    a: Array.from({ length: 100 }, () => [maybe, jump('b')]),
    b: Array.from({ length: 100 }, () => [maybe, jump('input')]),
  };
  const startedMs = performance.now();
  t.equal(fateIn(hostile), 'unclear');
  t.ok(performance.now() - startedMs < 5000);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const expr = Array.isArray(value) ? value : [value];
      return ['accepted', 'dropped', 'unclear'].includes(fateIn({ input: [expr] }));
    }),
  );
  t.end();
});
