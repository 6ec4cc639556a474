import { test } from 'tap';
import { standingInList } from '#lib/nfs/export-list.ts';
import { lookUpPath, standingByLookup } from '#lib/nfs/lookup.ts';
import { listExports } from '#lib/nfs/mountd.ts';
import { dump, getPort } from '#lib/nfs/portmapper.ts';
import { createSession, exchangeId } from '#lib/nfs/session.ts';
import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import { createRecordJoiner, withRecordMark } from '#lib/onc-rpc/record.ts';
import { decodeReply } from '#lib/onc-rpc/reply.ts';
import { XdrError } from '#lib/onc-rpc/xdr-error.ts';
import { readXdr } from '#lib/onc-rpc/xdr-read.ts';
import { hex } from '../onc-rpc/hex.ts';

const MUTATIONS = 100_000;

/** Far beyond what any reply takes, and far below what a person takes for a hang. */
const MOST_MS = 1000;

const XID = 7;
const HEAD = '00000007 00000001 00000000 00000000 00000000';
const names = ['srv', 'data'];

interface Seed {
  readonly procedure: RpcProcedure<unknown>;
  readonly message: Buffer;
}

const seeds: readonly Seed[] = [
  { procedure: getPort({ program: 1, version: 1 }), message: hex(HEAD, '00000000 00000801') },
  {
    procedure: dump,
    message: hex(
      HEAD,
      '00000000',
      '00000001 000186a3 00000003 00000006 00000801'.repeat(20),
      '00000000',
    ),
  },
  {
    procedure: listExports,
    message: hex(
      HEAD,
      '00000000',
      '00000001 00000004 2f737276 00000001 00000001 2a000000 00000000'.repeat(20),
      '00000000',
    ),
  },
  {
    procedure: {
      ...lookUpPath(names),
      read: (reader) => standingByLookup(names, 0, lookUpPath(names).read(reader)),
    },
    message: hex(
      HEAD,
      '00000000 00000000 00000000 00000004',
      '00000018 00000000 0000000f 00000000 0000000f 00000000',
      '0000000a 00000000 00000005 0102030405000000',
    ),
  },
  {
    procedure: exchangeId(1, { verifier: Buffer.alloc(8), name: Buffer.alloc(1) }),
    message: hex(
      HEAD,
      '00000000 00000000 00000000 00000001 0000002a 00000000 0000000000c0ffee',
      '00000005 00010000 00000000 0000000000000000 00000001 61000000 00000001 62000000',
      '00000001 00000001 63000000 00000001 64000000 000000000000000000000000',
    ),
  },
  {
    procedure: createSession(1, { id: Buffer.alloc(8), sequence: 1 }),
    message: hex(
      HEAD,
      '00000000 00000000 00000000 00000001 0000002b 00000000',
      '30313233343536373839616263646566 00000005 00000000',
      '00000000 00000001 00000001 00000001 00000001 00000001 00000000'.repeat(2),
    ),
  },
  {
    procedure: getPort({ program: 1, version: 1 }),
    message: hex('00000007 00000001 00000001 00000001 00000005'),
  },
];

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

/** Overwrites a word's last byte or any, cuts or extends; the xid mostly survives, so that the rest is reached. */
function mutate(seed: Buffer, random: (below: number) => number): Buffer {
  const copy = Buffer.from(seed);
  const from = random(10) === 0 ? 0 : 4;
  for (let count = random(4); count > 0; count -= 1) {
    const at = from + random(copy.length - from);
    copy[random(2) === 0 ? at : at | 3] = random(4) === 0 ? 0xff : random(16);
  }
  const cut = random(6) === 0 ? random(copy.length) : copy.length;
  const tail = Buffer.alloc(random(16) === 0 ? random(64) : 0, random(256));
  return Buffer.concat([copy.subarray(0, cut), tail]);
}

/** Reads as a client does: 'answer', what the reply says instead, or 'malformed'. */
function read({ procedure }: Seed, message: Buffer): string {
  try {
    const reply = decodeReply(message, XID);
    if (reply.kind !== 'success') return reply.kind;
    const results = readXdr(reply.results);
    procedure.read(results);
    results.end();
    return 'answer';
  } catch (error) {
    if (error instanceof XdrError) return 'malformed';
    throw error;
  }
}

test('each seed is a reply that is understood, and no shorter one is', (t) => {
  for (const seed of seeds) {
    t.not(read(seed, seed.message), 'malformed');
    for (let size = 0; size < seed.message.length; size += 1) {
      if (read(seed, seed.message.subarray(0, size)) !== 'malformed') t.fail(`${size} bytes`);
    }
  }
  t.end();
});

test(`${MUTATIONS} mutated replies throw what the codec throws, or nothing`, (t) => {
  const random = createRandom(5531);
  const kinds = new Map<string, number>();
  let slowestMs = 0;
  for (let index = 0; index < MUTATIONS; index += 1) {
    const seed = seeds[index % seeds.length];
    if (seed === undefined) throw new Error('there is no seed');
    const message = mutate(seed.message, random);
    const startedMs = performance.now();
    const kind = read(seed, message);
    slowestMs = Math.max(slowestMs, performance.now() - startedMs);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  t.comment(`slowest ${slowestMs.toFixed(1)} ms; ${JSON.stringify(Object.fromEntries(kinds))}`);
  t.ok(slowestMs < MOST_MS);
  t.ok((kinds.get('answer') ?? 0) > 1000 && (kinds.get('malformed') ?? 0) > 1000);
  t.ok((kinds.get('auth-error') ?? 0) > 1000);
  t.end();
});

test('mutated fragments join to no more than was allowed', (t) => {
  const random = createRandom(11);
  const mostBytes = 200;
  const kinds = new Map<string, number>();
  for (let index = 0; index < 20_000; index += 1) {
    const halves = [hex('00000010'), Buffer.alloc(16), withRecordMark(Buffer.alloc(60))];
    const joiner = createRecordJoiner(mostBytes);
    const stream = mutate(Buffer.concat(halves), random);
    let kind = 'incomplete';
    for (let at = 0; at < stream.length && kind === 'incomplete'; at += 7) {
      const progress = joiner.push(stream.subarray(at, at + 7));
      ({ kind } = progress);
      if (progress.kind === 'record' && progress.bytes.length > mostBytes) t.fail('too much');
    }
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  t.strictSame([...kinds.keys()].sort(), ['incomplete', 'record', 'too-long']);
  t.end();
});

test('the longest list of exports that is taken is read and searched at once', (t) => {
  const line = hex('00000001 00000004 2f737276 00000001 00000000 00000000');
  const lines = Buffer.concat(
    Array.from({ length: Math.floor(listExports.mostReplyBytes / line.length) }, () => line),
  );
  const startedMs = performance.now();
  const exports = listExports.read(readXdr(Buffer.concat([lines, hex('00000000')])));
  t.match(standingInList(names, exports), { kind: 'below-listed' });
  t.comment(`${exports.length} exports in ${(performance.now() - startedMs).toFixed(0)} ms`);
  t.ok(performance.now() - startedMs < MOST_MS);
  t.end();
});
