import { type Answer, encode } from 'dns-packet';
import { test } from 'tap';
import { decodeAnswer } from '#lib/dns/answer.ts';
import { decodeQuery } from '#lib/dns/query.ts';
import { ID, NAME, query, reply } from './message.ts';

const MUTATIONS = 200_000;

/** Far beyond what any message takes, and far below what a person takes for a hang. */
const MOST_MS = 1000;

const asked = query();

/** mulberry32: the same mutations on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

const seeds: readonly Buffer[] = [
  reply(),
  Buffer.from(asked),
  reply({ flags: 3, answers: [] }),
  reply({ answers: everyKind(), authorities: everyKind(), additionals: everyKind() }),
  encode({ type: 'response', id: ID, questions: [{ name: NAME, type: 'A' }], answers: many() }),
];

function everyKind(): Answer[] {
  const name = NAME;
  return [
    { type: 'A', name, data: '10.0.0.1' },
    { type: 'AAAA', name, data: 'fd00::1' },
    { type: 'CNAME', name, data: 'elb.example.com' },
    { type: 'TXT', name, data: ['some', 'text'] },
    { type: 'SOA', name, data: { mname: 'ns.example.com', rname: 'admin.example.com' } },
    { type: 'MX', name, data: { preference: 10, exchange: 'mx.example.com' } },
    { type: 'SRV', name, data: { port: 443, target: 'srv.example.com' } },
  ];
}

function many(): Answer[] {
  return Array.from({ length: 60 }, (_, index) => ({
    type: 'A',
    name: NAME,
    data: `10.0.0.${index}`,
  }));
}

/** Overwrites, cuts or inserts; the id and the question mostly survive, so that the body is reached. */
function mutate(seed: Buffer, random: (below: number) => number): Buffer {
  const copy = Buffer.from(seed);
  const from = random(10) === 0 ? 0 : 4;
  for (let count = 1 + random(6); count > 0; count -= 1) {
    copy[Math.min(copy.length - 1, from + random(copy.length))] =
      random(4) === 0 ? 0xc0 : random(256);
  }
  const cut = random(8) === 0 ? random(copy.length) : copy.length;
  const tail = Buffer.alloc(random(16) === 0 ? random(64) : 0, random(256));
  return Buffer.concat([copy.subarray(0, cut), tail]);
}

function timed(decoder: () => unknown): number {
  const startedMs = performance.now();
  decoder();
  return performance.now() - startedMs;
}

test(`${MUTATIONS} mutated packets are decoded without a throw or a hang`, (t) => {
  const random = createRandom(1035);
  const kinds = new Map<string, number>();
  let slowestMs = 0;
  for (let index = 0; index < MUTATIONS; index += 1) {
    const packet = mutate(seeds[index % seeds.length] ?? reply(), random);
    const tookMs = timed(() => {
      const { kind } = decodeAnswer(asked, packet);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      decodeQuery(packet);
    });
    slowestMs = Math.max(slowestMs, tookMs);
  }
  t.comment(`slowest ${slowestMs.toFixed(1)} ms; ${JSON.stringify(Object.fromEntries(kinds))}`);
  t.ok(slowestMs < MOST_MS);
  t.ok((kinds.get('answer') ?? 0) > 1000 && (kinds.get('malformed') ?? 0) > 1000);
  t.end();
});

/** 16 KiB of pointers, each to the one before, and as many names as fit that follow them all. */
function pointerBomb(): Buffer {
  const head = Buffer.from(asked.subarray(0, asked.length - 11));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(0, 10);
  const chainStart = head.length + 11;
  const chain = Buffer.alloc(16_000);
  for (let at = 2; at < chain.length; at += 2)
    chain.writeUInt16BE(0xc000 + chainStart + at - 2, at);
  const chainRecord = record(Buffer.of(0), 10, chain);
  const pointer = Buffer.alloc(2);
  pointer.writeUInt16BE(0xc000 + chainStart + chain.length - 2);
  const followers = Array.from({ length: 3500 }, () => record(pointer, 2, pointer));
  head.writeUInt16BE(1 + followers.length, 6);
  return Buffer.concat([head, chainRecord, ...followers]);
}

function record(owner: Buffer, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, fixed, data]);
}

test('a chain of compression pointers is not followed', (t) => {
  const bomb = pointerBomb();
  t.ok(bomb.length > 60_000 && bomb.length < 65_536);
  const tookMs = timed(() => {
    t.match(decodeAnswer(asked, bomb), { kind: 'answer', answer: { answerCount: 3501 } });
  });
  t.comment(`${tookMs.toFixed(1)} ms for ${bomb.length} bytes`);
  t.ok(tookMs < MOST_MS);
  t.end();
});
