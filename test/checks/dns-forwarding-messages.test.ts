import { test } from 'tap';
import { dnsForwarding } from '../../checks/dns-forwarding/check.ts';
import { say } from '../../checks/dns-forwarding/messages.ts';
import { describe, list, placeOf } from '../../checks/dns-forwarding/phrases.ts';
import type { Resolver, Role } from '../../checks/dns-forwarding/target.ts';
import { answer, SILENCE } from '../fakes/dns.ts';

test('every finding has a short title, a detail and a fix', (t) => {
  for (const { code, title, detail, fix } of dnsForwarding.vocabulary.examples) {
    t.ok(title.length <= 60 && !title.endsWith('.'), `${code}: ${title}`);
    t.match(detail, /^[A-Z0-9].*\.$/s, code);
    t.match(fix, /^[A-Z].*\.$/s, code);
    t.notMatch(`${detail} ${fix}`, /undefined|\[object|NaN|null/, code);
  }
  t.end();
});

function resolver(role: Role, upstreams: readonly string[] = []): Resolver {
  return { address: '10.80.0.53', port: 53, role, domains: ['company.local'], upstreams };
}

const names = { names: ['harbor.company.local'], rcode: 'NXDOMAIN', count: 1, asked: 1 };

const remedies = [
  { of: resolver('inbound'), fix: /private DNS on the interface endpoint/ },
  {
    of: resolver('forwarder', ['10.20.1.53', '10.20.2.53']),
    fix: /to 10.20.1.53 and 10.20.2.53\.$/,
  },
  { of: resolver('forwarder'), fix: /to the Route 53 inbound endpoint\.$/ },
  { of: resolver('authority'), fix: /^Add the name to company.local on 10.80.0.53/ },
  {
    of: resolver('vpc-resolver', ['10.80.0.54']),
    fix: /rule that forwards company.local to 10.80.0.54/,
  },
];
for (const { of, fix } of remedies) {
  test(`NXDOMAIN from ${of.role} behind ${String(of.upstreams.length)} is mended there`, (t) => {
    t.match(say.nxdomain({ resolver: of, ...names }).fix, fix);
    t.end();
  });
}

test('SERVFAIL names the commands that find the reason', (t) => {
  const { fix } = say.servfail({
    resolver: resolver('forwarder', ['10.20.1.53', '127.20.2.53:20053', '[fd00::53]:5353']),
    ...names,
  });
  t.match(fix, 'dig @10.20.1.53 harbor.company.local');
  t.match(fix, 'dig @127.20.2.53 -p 20053 harbor.company.local');
  t.match(fix, 'dig @fd00::53 -p 5353 harbor.company.local');
  t.match(
    say.servfail({ resolver: resolver('inbound'), ...names }).fix,
    /^Ask the servers behind it/,
  );
  t.end();
});

const blocked = { udp: SILENCE, tcp: SILENCE };
const openings = [
  { of: resolver('inbound'), fix: /security group of the inbound endpoint/ },
  { of: resolver('authority'), fix: /^Allow UDP and TCP 53 to 10.80.0.53/ },
  { of: resolver('vpc-resolver'), fix: /enableDnsSupport/ },
];
for (const { of, fix } of openings) {
  test(`silence of ${of.role} is mended there`, (t) => {
    t.match(say.timeout({ resolver: of, ...blocked }).fix, fix);
    t.end();
  });
}

const outcomes = [
  { outcome: SILENCE, text: 'no answer within 5 s' },
  { outcome: { kind: 'refused', afterMs: 1 }, text: 'the port is refused' },
  { outcome: { kind: 'reset', afterMs: 1 }, text: 'the connection was reset' },
  { outcome: { kind: 'unreachable', afterMs: 1 }, text: 'unreachable from this host' },
  { outcome: { kind: 'malformed', afterMs: 1, why: 'x' }, text: 'no proper answer (x)' },
  { outcome: answer({ rcode: 'SERVFAIL' }), text: 'SERVFAIL' },
  { outcome: answer({ truncated: true }), text: 'truncated' },
  { outcome: answer({}), text: 'an empty answer' },
  { outcome: answer({ answerCount: 4, sizeBytes: 900 }), text: '4 records, 900 bytes' },
  { outcome: answer({ answerCount: 1, addresses: ['10.0.0.1'] }), text: '10.0.0.1' },
] as const;
for (const { outcome, text } of outcomes) {
  test(`an outcome reads "${text}"`, (t) => {
    t.equal(describe(outcome), text);
    t.end();
  });
}

test('long lists are counted, and ports shown where they are unusual', (t) => {
  t.equal(list(['a', 'b', 'c', 'd', 'e']), 'a, b, c and 2 more');
  t.equal(placeOf({ address: 'fd00::53', port: 5353 }), '[fd00::53]:5353');
  t.end();
});

test('the wrong network is mended by what was found there', (t) => {
  const wrong = {
    name: 'api',
    addresses: ['10.0.0.1'],
    expected: 'private',
    of: 'endpoint',
  } as const;
  const fixFor = (found: 'public' | 'private' | 'unusable' | 'mixed', of: Resolver) =>
    say.wrongClass({ ...wrong, resolver: of, found }).fix;
  t.match(fixFor('public', resolver('inbound')), /endpointPrivateAccess=true/);
  t.match(
    fixFor('mixed', resolver('forwarder', ['10.20.1.53'])),
    /forward company.local to 10.20.1.53/,
  );
  t.match(fixFor('private', resolver('forwarder')), /networks\.vpc/);
  t.match(fixFor('unusable', resolver('forwarder')), /blocking entry/);
  t.match(
    say.wrongClass({
      ...wrong,
      resolver: resolver('inbound'),
      found: 'inside-vpc',
      expected: 'public',
    }).fix,
    /cluster\.endpointMode/,
  );
  t.end();
});

test('a measurement of another kind than its target is a bug, and says so', (t) => {
  t.throws(
    () =>
      dnsForwarding.judge(
        { kind: 'redundancy', group: 'inbound', servers: [], question: null, timeoutMs: 1 },
        { kind: 'names', asked: [] },
      ),
    /a target of kind redundancy has a measurement of kind names/,
  );
  t.end();
});
