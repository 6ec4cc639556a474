import { test } from 'tap';
import type { Host } from '#core/io.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import {
  always,
  answer,
  fakeDns,
  knowing,
  only,
  rcode,
  type Resolver,
  silent,
} from '../../fakes/dns.ts';
import { fakeIo } from '../../fakes/io.ts';

const NAME = 'api.example.com';
const right = knowing({ [NAME]: { addresses: ['10.20.1.10', '10.20.2.10'] } });
const resolved = { kind: 'resolved', addresses: ['10.20.1.10', '10.20.2.10'] };

function resolveWith(name: string, ...resolvers: readonly Resolver[]) {
  const servers = resolvers.map((resolver, index) => [`192.0.2.${index + 1}`, resolver] as const);
  const io = fakeIo({
    dns: fakeDns(Object.fromEntries(servers)),
    // The rest of the host is not looked at.
    host: {
      nameServers: () => Promise.resolve(servers.map(([address]) => ({ address, port: 53 }))),
    } as unknown as Host,
  });
  return resolveName(name, io, new AbortController().signal);
}

const cut: Resolver = ({ transport }) =>
  transport === 'udp'
    ? answer({ truncated: true })
    : answer({ addresses: ['10.20.1.10', '10.20.2.10'] });

const rows: readonly { what: string; resolvers: readonly Resolver[]; gives: object }[] = [
  { what: 'the first server knows', resolvers: [right], gives: { ...resolved, afterMs: 2 } },
  {
    what: 'the first server is silent',
    resolvers: [silent, right],
    gives: { ...resolved, afterMs: 5002 },
  },
  {
    what: 'the first server says SERVFAIL',
    resolvers: [always(rcode('SERVFAIL')), right],
    gives: resolved,
  },
  {
    what: 'the first server says REFUSED',
    resolvers: [always(rcode('REFUSED')), right],
    gives: resolved,
  },
  {
    what: 'nothing listens on the first',
    resolvers: [always({ kind: 'refused', afterMs: 1 }), right],
    gives: resolved,
  },
  {
    what: 'the first speaks garbage',
    resolvers: [always({ kind: 'malformed', afterMs: 1, why: 'x' }), right],
    gives: resolved,
  },
  { what: 'the answer was cut over UDP', resolvers: [cut], gives: { ...resolved, afterMs: 4 } },
  {
    what: 'the answer was cut and TCP is reset',
    resolvers: [only('udp', cut, { kind: 'reset', afterMs: 1 })],
    gives: { kind: 'failed', why: '192.0.2.1: the connection was reset' },
  },
  {
    what: 'the first server says that it does not exist, which ends the search',
    resolvers: [knowing({}), right],
    gives: { kind: 'failed', why: `192.0.2.1: ${NAME} does not exist (NXDOMAIN)` },
  },
  {
    what: 'it has IPv6 only',
    resolvers: [knowing({ [NAME]: { addresses: ['fd00::1'] } })],
    gives: { kind: 'failed', why: `192.0.2.1: ${NAME} has no IPv4 address` },
  },
  {
    what: 'no server helps',
    resolvers: [silent, always({ kind: 'unreachable', afterMs: 1 }), always(rcode('SERVFAIL'))],
    gives: {
      kind: 'failed',
      why: `192.0.2.1: no answer for ${NAME} within 5000 ms; 192.0.2.2: unreachable; 192.0.2.3: SERVFAIL for ${NAME}`,
    },
  },
  {
    what: 'there is no server',
    resolvers: [],
    gives: { kind: 'failed', why: 'this host names no name server' },
  },
];
for (const { what, resolvers, gives } of rows) {
  test(`a name is looked up when ${what}`, async (t) => {
    t.match(await resolveWith(NAME, ...resolvers), gives);
  });
}

test('an address is its own answer', async (t) => {
  t.strictSame(await resolveWith('10.20.1.10'), {
    kind: 'resolved',
    addresses: ['10.20.1.10'],
    afterMs: 0,
  });
});
