import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  RECURSION_AVAILABLE,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import { test } from 'tap';
import { decodeAnswer } from '#lib/dns/answer.ts';
import { ID, NAME, patched, query, reply } from './message.ts';

const asked = query();
const nameServers = [{ type: 'NS', name: 'example.com', data: 'ns.example.com' }] as const;
const soa = {
  type: 'SOA',
  name: 'example.com',
  data: { mname: 'ns.example.com', rname: 'admin.example.com' },
} as const;
const opt: Answer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: 1232,
  extendedRcode: 1,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

const answers = [
  {
    what: 'an address',
    bytes: reply(),
    answer: { rcode: 'NOERROR', addresses: ['10.20.1.10'], answerCount: 1, sizeBytes: 64 },
  },
  {
    what: 'an alias and both kinds of address',
    bytes: reply({
      answers: [
        { type: 'CNAME', name: NAME, data: 'elb.example.com' },
        { type: 'A', name: 'elb.example.com', data: '10.20.1.10' },
        { type: 'AAAA', name: 'elb.example.com', data: 'fd00::1' },
      ],
    }),
    answer: { addresses: ['10.20.1.10', 'fd00::1'], answerCount: 3 },
  },
  {
    what: 'its flags',
    bytes: reply({ flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | TRUNCATED_RESPONSE }),
    answer: { authoritative: true, recursionAvailable: true, truncated: true },
  },
  {
    what: 'NXDOMAIN',
    bytes: reply({ flags: 3, answers: [], authorities: [soa] }),
    answer: { rcode: 'NXDOMAIN', referral: false },
  },
  {
    what: 'a code without a name',
    bytes: reply({ flags: 12, answers: [] }),
    answer: { rcode: 'RCODE12' },
  },
  {
    what: 'an extended code',
    bytes: reply({ answers: [], additionals: [opt] }),
    answer: { rcode: 'BADVERS' },
  },
  {
    what: 'a referral',
    bytes: reply({ answers: [], authorities: [...nameServers] }),
    answer: { referral: true },
  },
  {
    what: 'an answer beside its name servers',
    bytes: reply({ authorities: [...nameServers] }),
    answer: { referral: false },
  },
  {
    what: 'its question in other letters',
    bytes: patched(reply(), 13, 0x41),
    answer: { answerCount: 1 },
  },
  {
    what: 'nothing after its truncated header',
    bytes: patched(reply().subarray(0, 40), 2, 0x82),
    answer: { truncated: true, answerCount: 0 },
  },
  {
    what: 'a refusal without its question',
    bytes: reply({ flags: 5, questions: [], answers: [] }),
    answer: { rcode: 'REFUSED' },
  },
];
for (const { what, bytes, answer } of answers) {
  test(`an answer with ${what} is read`, (t) => {
    t.match(decodeAnswer(asked, bytes), { kind: 'answer', answer });
    t.end();
  });
}

const foreign = [
  { what: 'another id', bytes: reply({ id: ID + 1 }) },
  {
    what: 'another question',
    bytes: reply({ questions: [{ name: 'apj.example.com', type: 'A' }] }),
  },
  { what: 'another type', bytes: reply({ questions: [{ name: NAME, type: 'AAAA' }] }) },
  { what: 'a dot inside a label', bytes: patched(reply(), 12, 11) },
  { what: 'success without its question', bytes: reply({ questions: [], answers: [] }) },
  { what: 'the query itself', bytes: Buffer.from(asked) },
  { what: 'less than a header', bytes: reply().subarray(0, 11) },
  { what: 'nothing', bytes: Buffer.alloc(0) },
];
for (const { what, bytes } of foreign) {
  test(`a message with ${what} is not the answer`, (t) => {
    t.equal(decodeAnswer(asked, bytes).kind, 'foreign');
    t.end();
  });
}

/** The offset of the first answer: header, question of 21 bytes; its owner takes 17, then type and so on. */
const ANSWER = 12 + 21;
const malformed = [
  {
    what: 'a record that is cut',
    bytes: reply().subarray(0, 60),
    why: 'a record that ends beyond the message',
  },
  {
    what: 'more records than it holds',
    bytes: patched(reply(), 6, 0xff, 0xff),
    why: 'a record that ends beyond the message',
  },
  {
    what: 'an address of no bytes',
    bytes: patched(reply(), ANSWER + 17 + 8, 0, 0),
    why: 'an address record of 0 bytes',
  },
  {
    what: 'a label of a reserved kind',
    bytes: patched(reply(), ANSWER, 0x80),
    why: 'a record that ends beyond the message',
  },
];
for (const { what, bytes, why } of malformed) {
  test(`an answer with ${what} is malformed`, (t) => {
    t.strictSame(decodeAnswer(asked, bytes), { kind: 'malformed', why });
    t.end();
  });
}

test('more addresses than any name has are counted, not kept', (t) => {
  const many = Array.from(
    { length: 500 },
    () => ({ type: 'A', name: '.', data: '10.0.0.1' }) as const,
  );
  const decoded = decodeAnswer(asked, reply({ answers: many }));
  t.equal(decoded.kind === 'answer' && decoded.answer.addresses.length, 64);
  t.match(decoded, { answer: { answerCount: 500 } });
  t.end();
});

test('records of other classes are no addresses', (t) => {
  const chaos = reply({ answers: [{ type: 'A', class: 'CH', name: NAME, data: '10.0.0.1' }] });
  t.match(decodeAnswer(asked, chaos), { answer: { addresses: [], answerCount: 1 } });
  t.end();
});
