import { test } from 'tap';
import type { DnsOutcome, Io } from '#core/io.ts';
import type { PortOptions } from '../../checks/firewall-ports/target.ts';
import { always, answer, fakeDns, knowing, rcode, SILENCE } from '../fakes/dns.ts';
import { fakeIo } from '../fakes/io.ts';
import { fakeTcp } from '../fakes/tcp.ts';
import {
  API,
  examine,
  imagine,
  verdictOf,
  type Where,
  type World,
} from './firewall-ports-world.ts';

const POD_PORT = `${API}:15001`;

type Row = World & {
  readonly at: Where;
  readonly options?: Partial<PortOptions>;
  readonly is: string;
};

const required = { extra: {} };
const path = { cloudNode: API };
const name = 'api.example.com';
const named = { extra: { host: name } };
const resolver = { extra: { port: 53, protocol: 'udp' as const } };
const vxlan = { extra: { port: 8472, protocol: 'udp' as const } };
const OPTIONAL = { required: [] };

const asksDns = (outcome: DnsOutcome): Io['dns'] => fakeDns({ [API]: always(outcome) });
const resolving = (...addresses: readonly string[]): Io['dns'] =>
  fakeDns({ '10.80.0.53': knowing({ [name]: { addresses } }) });

const rows: Readonly<Record<string, Row>> = {
  'an open port': { at: required, tcp: { [API]: ['connected'] }, is: 'pass' },
  'a silent port': { at: required, is: 'fail filtered' },
  'a lost first SYN': {
    at: required,
    tcp: { [API]: ['timeout', 'connected'] },
    is: 'pass slowSyn',
  },
  'refused on a second try only': {
    at: required,
    tcp: { [`${API}:443`]: ['timeout', 'refused'], [API]: ['refused'] },
    is: 'fail refused',
  },
  'refused once, then accepted': {
    at: required,
    tcp: { [`${API}:443`]: ['refused', 'connected'], [API]: ['refused'] },
    is: 'fail sometimesRefused',
  },
  'nobody listens': { at: required, tcp: { [API]: ['refused'] }, is: 'fail refused' },
  'a reset': { at: required, tcp: { [API]: ['reset'] }, is: 'fail reset' },
  'no route': { at: required, tcp: { [API]: ['net-unreachable'] }, is: 'fail netUnreachable' },
  'an ICMP error from a router': {
    at: required,
    tcp: { [API]: ['host-unreachable'] },
    is: 'fail hostUnreachable',
  },
  'an ICMP error after ARP gave up': {
    at: required,
    tcp: { [API]: ['host-unreachable'] },
    afterMs: 3080,
    is: 'fail hostAbsent',
  },
  'a rule of this host': { at: required, tcp: { [API]: ['prohibited'] }, is: 'fail prohibited' },

  'a path that is open though nobody listens': {
    at: path,
    tcp: { [API]: ['refused'] },
    is: 'pass openPath',
  },
  'a refusal where the control port is silent': {
    at: path,
    tcp: { [POD_PORT]: ['refused'] },
    is: 'warn refusedOnPath',
  },
  'a refusal where the control port is open': {
    at: path,
    tcp: { [POD_PORT]: ['refused'], [API]: ['connected'] },
    is: 'warn refusedOnPath',
  },

  'an optional port that is silent': { at: path, options: OPTIONAL, is: 'warn filtered' },
  'an optional port that may be filtered': {
    at: path,
    options: OPTIONAL,
    tcp: { [POD_PORT]: ['refused'] },
    is: 'pass refusedOnPath',
  },
  'an optional port that is open': {
    at: path,
    options: OPTIONAL,
    tcp: { [API]: ['connected'] },
    is: 'pass',
  },

  'a name, all of whose addresses work': {
    at: named,
    dns: resolving('10.20.1.10', '10.20.2.10'),
    tcp: { '10.20.1.10': ['connected'], '10.20.2.10': ['connected'] },
    is: 'pass',
  },
  'a name with one bad address': {
    at: named,
    dns: resolving('10.20.1.10', '10.20.2.10'),
    tcp: { '10.20.1.10': ['connected'] },
    is: 'fail filtered someAddressesFail',
  },
  'a name, all of whose addresses are bad': {
    at: named,
    dns: resolving('10.20.1.10', '10.20.2.10'),
    tcp: { '10.20.1.10': ['reset'] },
    is: 'fail reset filtered',
  },
  'a name that does not exist': { at: named, dns: resolving(), is: 'fail nameUnresolved' },

  'a resolver that answers': { at: resolver, dns: asksDns(answer({})), is: 'pass' },
  'a resolver that is unwilling': { at: resolver, dns: asksDns(rcode('REFUSED')), is: 'pass' },
  'a resolver that answers nonsense': {
    at: resolver,
    dns: asksDns({ kind: 'malformed', afterMs: 2, why: 'too short' }),
    is: 'pass',
  },
  'a resolver that is silent': { at: resolver, dns: asksDns(SILENCE), is: 'fail unanswered' },
  'a resolver that is not running': {
    at: resolver,
    dns: asksDns({ kind: 'refused', afterMs: 2 }),
    is: 'fail udpClosed',
  },
  'a resolver that cannot be reached': {
    at: resolver,
    dns: asksDns({ kind: 'unreachable', afterMs: 2 }),
    is: 'fail hostUnreachable',
  },

  'a UDP port that answers': { at: vxlan, udp: { [`${API}:8472`]: 'answer' }, is: 'pass' },
  'a UDP port that says nothing': { at: vxlan, is: 'inconclusive openOrFiltered' },
  'a UDP port that is closed': {
    at: vxlan,
    udp: { [`${API}:8472`]: 'port-unreachable' },
    is: 'fail udpClosed',
  },
  'UDP without a route': {
    at: vxlan,
    udp: { [`${API}:8472`]: 'net-unreachable' },
    is: 'fail netUnreachable',
  },
  'UDP and an ICMP error from a router': {
    at: vxlan,
    udp: { [`${API}:8472`]: 'host-unreachable' },
    is: 'fail hostUnreachable',
  },
  'UDP and a rule of this host': {
    at: vxlan,
    udp: { [`${API}:8472`]: 'prohibited' },
    is: 'fail prohibited',
  },
};

for (const [title, { at, options, is, ...world }] of Object.entries(rows)) {
  test(`${title}: ${is}`, async (t) => {
    t.equal(verdictOf(await examine(at, imagine(world), options)), is);
  });
}

const evidence = {
  refused: { control: ['refused'], says: /An unused port of the same address is refused too/ },
  timeout: { control: ['timeout'], says: /An unused port of the same address is silent/ },
  connected: { control: ['connected'], says: /ended as "connected", which decides neither way/ },
} as const;

for (const [kind, { control, says }] of Object.entries(evidence)) {
  test(`a control port that is ${kind} is told as evidence`, async (t) => {
    const tcp = fakeTcp({ [`${API}:443`]: ['refused'], [`${API}:1`]: control });
    const { outcome } = await examine(required, { ...imagine({}), tcp });
    t.match(outcome, { findings: [{ code: 'firewall-ports/refused', detail: says }] });
    t.strictSame(tcp.asked, [`${API}:443`, `${API}:443`, `${API}:1`]);
  });
}

test('only a silent or refused port is tried again', async (t) => {
  const tcp = fakeTcp({ [API]: ['reset'] });
  await examine(required, { ...imagine({}), tcp });
  t.strictSame(tcp.asked, [`${API}:443`]);
});

test('the second try starts a third of the patience later, and both end together', async (t) => {
  const { measurement } = await examine(required, imagine({}), { timeoutMs: 900 });
  t.match(measurement, {
    probes: [
      {
        attempts: [
          { kind: 'timeout', afterMs: 900 },
          { kind: 'timeout', afterMs: 600 },
        ],
      },
    ],
  });
});

test('how long a connection took is a metric of each address', async (t) => {
  const world = imagine({
    dns: resolving('10.20.1.10', '10.20.2.10'),
    tcp: { '10.20.1.10': ['connected'], '10.20.2.10': ['connected'] },
  });
  const { outcome } = await examine(named, world);
  t.match(outcome, {
    metrics: [
      { name: 'connect_ms', value: 3, unit: 'ms' },
      { name: 'connect_ms', value: 3, unit: 'ms' },
    ],
  });
});

test('what cannot be tried from here is an error, not a verdict', async (t) => {
  const failing = { ...imagine({}), tcp: fakeIo().tcp };
  t.equal(verdictOf(await examine(required, failing)), 'error');
});
