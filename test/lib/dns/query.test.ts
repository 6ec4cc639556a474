import { decode, encode, type OptAnswer } from 'dns-packet';
import { test } from 'tap';
import { decodeQuery, encodeQuery } from '#lib/dns/query.ts';
import { patched, query, reply } from './message.ts';

test('a query carries its id, its question and its payload size', (t) => {
  const encoded = encodeQuery(
    { name: 'bücher.example.', type: 'TXT', udpPayloadBytes: 4096 },
    { id: 0xbeef, dnssecOk: true },
  );
  t.equal(encoded.kind, 'query');
  const decoded = decode(Buffer.from((encoded as { bytes: Uint8Array }).bytes));
  t.match(decoded, {
    id: 0xbeef,
    flag_rd: true,
    questions: [{ name: 'xn--bcher-kva.example', type: 'TXT' }],
  });
  t.match(decoded.additionals?.[0], {
    udpPayloadSize: 4096,
    flag_do: true,
  } satisfies Partial<OptAnswer>);
  t.end();
});

test('a name that the encoder would garble is refused', (t) => {
  const encoded = encodeQuery(
    { name: 'a..b', type: 'A', udpPayloadBytes: 1232 },
    { id: 1, dnssecOk: false },
  );
  t.match(encoded, { kind: 'unusable', why: /has the label ""/ });
  t.end();
});

test('a server reads header, question and payload size', (t) => {
  t.strictSame(decodeQuery(query('API.example.com')), {
    kind: 'query',
    id: 0x1234,
    name: 'API.example.com',
    type: 'A',
    udpPayloadBytes: 1232,
  });
  t.end();
});

test('a query without EDNS accepts 512 bytes, and so does a smaller one', (t) => {
  const plain = encode({ type: 'query', id: 1, questions: [{ name: 'example.com', type: 'A' }] });
  t.match(decodeQuery(plain), { udpPayloadBytes: 512 });
  const tiny = encodeQuery(
    { name: 'example.com', type: 'A', udpPayloadBytes: 12 },
    { id: 1, dnssecOk: false },
  );
  t.match(decodeQuery((tiny as { bytes: Uint8Array }).bytes), { udpPayloadBytes: 512 });
  t.end();
});

const plain = Buffer.from(query());
const longName = Buffer.concat([
  plain.subarray(0, 12),
  ...Array.from({ length: 5 }, () => Buffer.concat([Buffer.of(63), Buffer.alloc(63, 'a')])),
  Buffer.of(0, 0, 1, 0, 1),
]);
const unreadable = [
  { what: 'less than a header', bytes: plain.subarray(0, 5) },
  { what: 'a response', bytes: reply() },
  { what: 'a dynamic update', bytes: patched(plain, 2, 0x28) },
  { what: 'no question', bytes: patched(plain, 4, 0, 0) },
  { what: 'two questions', bytes: patched(plain, 4, 0, 2) },
  { what: 'a compressed question', bytes: patched(plain, 12, 0xc0, 12) },
  { what: 'a question that is cut', bytes: plain.subarray(0, 20) },
  { what: 'a question without type and class', bytes: patched(plain.subarray(0, 30), 10, 0, 0) },
  { what: 'a label that is no text', bytes: patched(plain, 13, 0xff) },
  { what: 'a name beyond 255 bytes', bytes: patched(longName, 10, 0, 0) },
];
for (const { what, bytes } of unreadable) {
  test(`a query that is ${what} is malformed`, (t) => {
    t.equal(decodeQuery(bytes).kind, 'malformed');
    t.end();
  });
}
