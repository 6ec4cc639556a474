import { decode } from 'dns-packet';
import { test } from 'tap';
import { decodeAnswer } from '#lib/dns/answer.ts';
import { decodeQuery, encodeQuery, type Query } from '#lib/dns/query.ts';
import { encodeReply, type Saying } from '#lib/dns/reply.ts';

const records = {
  A: ['10.20.1.10', '10.20.2.10'],
  TXT: Array.from({ length: 8 }, () => 'x'.repeat(200)),
};
const known: Saying = { kind: 'records', records };

function ask(name: string, type: 'A' | 'AAAA' | 'TXT' | 'SOA') {
  const encoded = encodeQuery({ name, type, udpPayloadBytes: 1232 }, { id: 7, dnssecOk: false });
  const { bytes } = encoded as { bytes: Uint8Array };
  return { bytes, query: decodeQuery(bytes) as Query };
}

const rows = [
  {
    name: 'api.example.com',
    type: 'A',
    saying: known,
    answer: { addresses: records.A, authoritative: true },
  },
  { name: 'aPi.Example.com', type: 'A', saying: known, answer: { answerCount: 2 } },
  {
    name: 'api.example.com',
    type: 'AAAA',
    saying: known,
    answer: { rcode: 'NOERROR', answerCount: 0 },
  },
  {
    name: 'api.example.com',
    type: 'TXT',
    saying: known,
    answer: { truncated: true, answerCount: 0 },
  },
  { name: '.', type: 'SOA', saying: { kind: 'records', records: {} }, answer: { answerCount: 1 } },
  {
    name: 'x.example.com',
    type: 'A',
    saying: { kind: 'unknown' },
    answer: { rcode: 'NXDOMAIN', referral: false },
  },
  {
    name: 'x.example.com',
    type: 'A',
    saying: { kind: 'refused' },
    answer: { rcode: 'REFUSED', recursionAvailable: false },
  },
] as const;
for (const { name, type, saying, answer } of rows) {
  test(`${saying.kind} for ${name} ${type} comes back as it was said`, (t) => {
    const { bytes, query } = ask(name, type);
    t.match(decodeAnswer(bytes, encodeReply(query, saying, 1232)), { kind: 'answer', answer });
    t.end();
  });
}

test('what fits is sent whole', (t) => {
  const { bytes, query } = ask('api.example.com', 'TXT');
  const whole = encodeReply(query, known, 65_535);
  t.match(decodeAnswer(bytes, whole), { answer: { truncated: false, answerCount: 8 } });
  t.ok(whole.length > 1232);
  t.equal(decode(Buffer.from(whole)).answers?.length, 8);
  t.end();
});
