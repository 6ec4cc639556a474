import { test } from 'tap';
import { createRecordJoiner, withRecordMark } from '#lib/onc-rpc/record.ts';
import { hex } from './hex.ts';

test('a message is sent as one fragment, the last', (t) => {
  t.strictSame(withRecordMark(hex('0102')), hex('80000002 0102'));
  t.end();
});

const streams = [
  { what: 'one fragment', bytes: hex('80000003 010203'), record: hex('010203') },
  { what: 'two fragments', bytes: hex('00000001 01 80000002 0203'), record: hex('010203') },
  { what: 'an empty last fragment', bytes: hex('00000002 0102 80000000'), record: hex('0102') },
  { what: 'empty fragments', bytes: hex('00000000 00000000 80000001 01'), record: hex('01') },
  { what: 'more behind it', bytes: hex('80000001 01 80000001 02'), record: hex('01') },
  { what: 'nothing in it', bytes: hex('80000000'), record: hex('') },
];
for (const { what, bytes, record } of streams) {
  test(`a record with ${what} is joined, at once and byte by byte`, (t) => {
    t.match(createRecordJoiner(100).push(bytes), { kind: 'record', bytes: record });
    const joiner = createRecordJoiner(100);
    const seen = [...bytes].map((byte) => joiner.push(Uint8Array.of(byte)));
    const whole = seen.find(({ kind }) => kind !== 'incomplete');
    t.match(whole, { kind: 'record', bytes: record });
    t.end();
  });
}

test('a record that is not whole is waited for, and what came is counted', (t) => {
  const joiner = createRecordJoiner(100);
  t.strictSame(joiner.push(hex('000000')), { kind: 'incomplete' });
  t.strictSame(joiner.push(hex('01 01 80')), { kind: 'incomplete' });
  t.equal(joiner.receivedBytes, 6);
  t.end();
});

const tooLong = [
  { what: 'one byte too many', bytes: hex('80000009') },
  { what: 'two gigabytes', bytes: hex('ffffffff') },
  { what: 'fragments that are too long together', bytes: hex('00000003 010203 80000002') },
  { what: 'empty fragments without end', bytes: hex('00000000 00000000 00000000 00000000') },
];
for (const { what, bytes } of tooLong) {
  test(`a record of ${what} is refused as soon as it is announced`, (t) => {
    t.strictSame(createRecordJoiner(12).push(bytes), { kind: 'too-long' });
    t.end();
  });
}

test('a record may be as long as allowed, its headers included', (t) => {
  const record = createRecordJoiner(12).push(hex('80000008 0102030405060708'));
  t.match(record, { kind: 'record', bytes: hex('0102030405060708') });
  t.end();
});

test('a long record in one-byte pieces takes no longer than it should', (t) => {
  const sizeBytes = 1_000_000;
  const joiner = createRecordJoiner(sizeBytes + 4);
  const bytes = withRecordMark(Buffer.alloc(sizeBytes, 7));
  const startedMs = performance.now();
  const kinds = new Set([...bytes].map((byte) => joiner.push(Uint8Array.of(byte)).kind));
  t.strictSame([...kinds], ['incomplete', 'record']);
  t.ok(performance.now() - startedMs < 5000);
  t.end();
});
