import { test } from 'tap';
import { endOf } from '#lib/trace/end.ts';
import { mergeTraces } from '#lib/trace/merge.ts';
import { parseTrace } from '#lib/trace/parse.ts';
import type { Trace, TraceTool } from '#lib/trace/trace.ts';

const TARGET = '198.51.100.1';
const [A, B, C] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];

/** The trace of a traceroute that printed these hops after its header. */
function traced(hops: readonly string[], tool: TraceTool = 'traceroute'): Trace {
  const lines = hops.map((hop, index) => ` ${index + 1}  ${hop}\n`);
  const header = `traceroute to ${TARGET} (${TARGET}), 30 hops max, 60 byte packets\n`;
  return parseTrace({ tool, target: TARGET }, header + lines.join(''));
}

test('one table of several flows', (t) => {
  const merged = mergeTraces([
    traced([`${A}  2 ms  1 ms`, `${B}  3 ms *`, '* *', `${TARGET}  9 ms  8 ms`]),
    traced([`${A}  4 ms`, `${C}  2 ms`, '*', `${TARGET}  7 ms`]),
  ]);
  t.match(merged, {
    target: TARGET,
    traces: 2,
    reachedBy: 2,
    lastAnsweredTtl: 4,
    firstSilentTtl: 3,
    end: { kind: 'reached', ttl: 4 },
    problems: [],
  });
  t.strictSame(merged.hops, [
    {
      ttl: 1,
      addresses: [{ address: A, answers: 3, rttUpperBoundMs: 1, marks: [] }],
      isMultipath: false,
      silent: 0,
    },
    {
      ttl: 2,
      addresses: [
        { address: B, answers: 1, rttUpperBoundMs: 3, marks: [] },
        { address: C, answers: 1, rttUpperBoundMs: 2, marks: [] },
      ],
      isMultipath: true,
      silent: 1,
    },
    { ttl: 3, addresses: [], isMultipath: false, silent: 3 },
    {
      ttl: 4,
      addresses: [{ address: TARGET, answers: 3, rttUpperBoundMs: 7, marks: [] }],
      isMultipath: false,
      silent: 0,
    },
  ]);
  t.strictSame(JSON.parse(JSON.stringify(merged)), merged, 'it is plain JSON');
  t.end();
});

test('who refuses is no second path', (t) => {
  const merged = mergeTraces([
    traced([`${A}  1 ms`, `${A}  1 ms !F-1400`]),
    traced([`${A}  1 ms`, `${B}  1 ms`]),
  ]);
  t.match(merged.hops[1], {
    addresses: [
      { address: A, marks: ['frag-needed'] },
      { address: B, marks: [] },
    ],
    isMultipath: false,
  });
  t.end();
});

test('some flows arrive and others do not', (t) => {
  const merged = mergeTraces([
    traced([`${A}  1 ms`, `${B}  1 ms`, '* *', '* *']),
    traced([`${A}  1 ms`, `${C}  1 ms`, `${TARGET}  1 ms`]),
  ]);
  t.equal(merged.reachedBy, 1);
  t.strictSame(merged.end, { kind: 'reached', ttl: 3 });
  t.strictSame(merged.ends[0], { kind: 'filtered', afterTtl: 2, after: [B] });
  t.end();
});

test('of several silences the furthest counts, and a refusal says more', (t) => {
  const near = traced([`${A}  1 ms`, '*', '*']);
  const far = traced([`${A}  1 ms`, `${B}  1 ms`, '*']);
  const refused = traced([`${A}  1 ms !X`]);
  t.match(mergeTraces([near, far]).end, { kind: 'filtered', afterTtl: 2 });
  t.match(mergeTraces([far, refused]).end, { kind: 'unreachable', ttl: 1, reason: 'prohibited' });
  t.end();
});

test('the least MTU counts, and each problem once', (t) => {
  const one = { ...traced([`${A}  1 ms`]), pathMtuBytes: 1500 };
  const problems = [{ kind: 'permission', text: 'no' }] as const;
  const merged = mergeTraces([
    { ...one, problems },
    { ...one, pathMtuBytes: 1400, problems },
  ]);
  t.equal(merged.pathMtuBytes, 1400);
  t.strictSame(merged.problems, problems);
  t.end();
});

test('traces of two targets are not one table', (t) => {
  const other = { ...traced([]), target: '198.51.100.2' };
  t.throws(() => mergeTraces([traced([]), other]), TypeError);
  t.end();
});

test('the flags of a TCP answer are of one address', (t) => {
  const [hop] = traced([`${A} <syn,ack>  1 ms  2 ms ${B}  3 ms`]).hops;
  t.strictSame(hop?.answers, [
    { address: A, rttMs: 1, tcpFlags: ['syn', 'ack'] },
    { address: A, rttMs: 2, tcpFlags: ['syn', 'ack'] },
    { address: B, rttMs: 3 },
  ]);
  t.end();
});

const ENDS: readonly (readonly [
  what: string,
  hops: readonly string[],
  end: object,
  tool?: TraceTool,
])[] = [
  ['nothing', [], { kind: 'not-traced' }],
  ['silence from the first hop on', ['*', '*'], { kind: 'filtered', afterTtl: 0, after: [] }],
  [
    'a firewall of the target itself',
    [`${A}  1 ms`, `${TARGET}  1 ms !X`],
    { kind: 'reached', ttl: 2 },
  ],
  [
    'port unreachable of another',
    [`${A}  1 ms`, `${B}  1 ms`],
    { kind: 'answered-by-another', ttl: 2, address: B },
  ],
  [
    'a router that answers for TTLs beyond',
    [`${A}  1 ms !H`, '*', `${A}  1 ms !H`],
    { kind: 'unreachable', ttl: 1, address: A, reason: 'host' },
  ],
  [
    'a circle of two',
    [A, B, A, B, A].map((address) => `${address}  1 ms`),
    { kind: 'loop', addresses: [A], ttls: [1, 3, 5] },
  ],
  [
    'a circle with a silent router',
    [`${A}  1 ms`, '*', `${A}  1 ms`, '*', `${A}  1 ms`],
    { kind: 'loop', addresses: [A], ttls: [1, 3, 5] },
  ],
  [
    'twice is no circle',
    [A, B, A].map((address) => `${address}  1 ms`),
    { kind: 'answered-by-another' },
  ],
  [
    'one after another is no circle',
    [A, A, A, A].map((address) => `${address}  1 ms`),
    { kind: 'answered-by-another' },
  ],
  [
    'a refusal in between is not silence',
    [`${A}  1 ms`, `${A}  1 ms !H`, `${A}  1 ms`, `${A}  1 ms !H`, `${A}  1 ms`],
    { kind: 'unreachable', ttl: 2, address: A, reason: 'host' },
  ],
  [
    'a target that routes on',
    [`${A}  1 ms`, `${TARGET}  1 ms !F-1400`],
    { kind: 'unreachable', ttl: 2, reason: 'frag-needed', mtuBytes: 1400 },
  ],
];

test('where a trace ends', (t) => {
  for (const [what, hops, end, tool] of ENDS) t.match(endOf(traced(hops, tool)), end, what);
  t.end();
});

test('a trace that was stopped says less', (t) => {
  const trace = { ...traced([`${A}  1 ms`, `${B}  1 ms`]), isComplete: false };
  t.strictSame(endOf(trace), { kind: 'out-of-hops', ttl: 2 });
  t.end();
});

test('mtr has no marks: a router that answers again and again refuses, even if answers are lost', (t) => {
  const raw = [0, 2, 4, 6].map(
    (hop) => `x ${hop - 1 < 0 ? 0 : hop - 1} 1\nx ${hop} 1\nh ${hop} ${A}\np ${hop} 10 1\n`,
  );
  const trace = parseTrace({ tool: 'mtr', target: TARGET }, raw.join(''));
  t.strictSame(endOf(trace), { kind: 'unreachable', ttl: 1, address: A, reason: 'not-said' });
  t.end();
});
