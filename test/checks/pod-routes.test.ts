import { test } from 'tap';
import { judgeCase } from '#core/judge.ts';
import { planCases } from '#core/plan.ts';
import { podRoutes } from '../../checks/pod-routes/check.ts';
import { rules } from '../../checks/pod-routes/plan.ts';
import { CONTROL_PORT, type PodTarget } from '../../checks/pod-routes/target.ts';
import { echoFrom, fakeFar, type FakeFarOptions } from '../fakes/far.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo, frozenClock } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { type Answers, fakeTcp } from '../fakes/tcp.ts';

const NETWORK = '10.85.0.0/16';
const POD = '10.85.255.254';
const OWN = '10.80.1.10'; // what fakeHost gives as the source of every packet

const TARGET: PodTarget = {
  network: NETWORK,
  ports: [443, 9443],
  routes: 'static',
  sources: ['10.20.0.0/16'],
  cluster: 'prod',
  timeoutMs: 1000,
};

const PORTS = [443, 9443, CONTROL_PORT].map((port) => `${POD}:${port}`);
const [FIRST = '', SECOND = '', CONTROL = ''] = PORTS;

function every<Value>(value: Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(PORTS.map((port) => [port, value]));
}

const listening: FakeFarOptions = { lends: { [NETWORK]: POD }, ports: every('listens' as const) };
const connected: Answers = ['connected'];

interface Row {
  readonly path: string;
  readonly target?: Partial<PodTarget>;
  readonly tcp: Readonly<Record<string, Answers>>;
  readonly source?: string;
  readonly far?: FakeFarOptions;
  readonly expected: string;
}

const rows: readonly Row[] = [
  { path: 'every port is reached', tcp: every(connected), expected: 'pass' },
  { path: 'no route', tcp: {}, expected: 'fail unreachable' },
  {
    path: 'no route yet, as BGP brings it later',
    target: { routes: 'bgp' },
    tcp: {},
    expected: 'warn unreachable',
  },
  {
    path: 'calls arrive, answers are lost',
    tcp: {},
    far: { ...listening, arrivals: { [FIRST]: { halfOpen: ['10.20.3.10'] } } },
    expected: 'fail answerLost',
  },
  {
    path: 'one port of webhooks is closed',
    tcp: { [FIRST]: connected, [CONTROL]: connected },
    expected: 'fail portClosed',
  },
  {
    path: 'the ports of webhooks are closed, others are not',
    tcp: { [CONTROL]: connected },
    expected: 'fail portClosed',
  },
  {
    path: 'only the ports of webhooks are open, as they should be',
    tcp: { [FIRST]: connected, [SECOND]: connected },
    expected: 'pass',
  },
  {
    path: 'calls arrive with another source',
    tcp: every(connected),
    source: '10.80.1.1',
    expected: 'warn sourceTranslated',
  },
  {
    path: 'a process has one of the ports',
    tcp: every(connected),
    far: { ...listening, ports: { ...listening.ports, [FIRST]: { inUseBy: 'nginx' } } },
    expected: 'pass untried',
  },
];

for (const { path, target = {}, tcp, source = OWN, far = listening, expected } of rows) {
  test(path, async (t) => {
    const other = fakeFar(far);
    const io = fakeIo({
      clock: frozenClock,
      tcp: fakeTcp(tcp, { say: echoFrom(source) }),
      host: fakeHost({}),
      far: other,
    });
    const whole = { ...TARGET, ...target };
    const measurement = await podRoutes.measure(whole, io, new AbortController().signal);
    const outcome = judgeCase(podRoutes, { caseName: path, target: whole, measurement }, []);
    if (!('findings' in outcome)) throw new Error(path, { cause: outcome });
    const codes = outcome.findings.map(({ code }) => code.replace('pod-routes/', ''));
    t.equal([outcome.status, ...codes].join(' '), expected);
    t.equal(other.held.size, 0, 'the address and the ports are given back');
  });
}

test('a host that takes no address, as it is not root, could not be measured', async (t) => {
  const io = fakeIo({ host: fakeHost({}), far: fakeFar({}) });
  await t.rejects(podRoutes.measure(TARGET, io, new AbortController().signal), {
    name: 'CannotMeasure',
    message: /only root may/,
    fix: /sudo/,
  });
});

test('each pod network is a case, measured from the VPC; without one it does not apply', (t) => {
  const options = { webhookPorts: [443], routes: 'static', timeoutMs: 1 };
  const planned = planCases([podRoutes], siteWith({ options: { 'pod-routes': options } }));
  t.match(planned, [{ id: 'pod-routes:peer:10.85.0.0/16', case: { target: { ports: [443] } } }]);
  const { networks } = siteWith();
  const none = siteWith({ networks: { ...networks, remotePods: [] } });
  t.match(planCases([podRoutes], none), [{ case: { notApplicable: /networks.remotePods/ } }]);
  const { webhookPorts, timeoutMs } = options;
  t.match(rules(siteWith(), { webhookPorts, routes: 'static', timeoutMs }), [
    {
      cases: ['pod-routes:peer:10.85.0.0/16'],
      ports: ['443'],
      sources: ['10.20.0.0/16'],
      destinations: ['10.85.0.0/16'],
    },
  ]);
  t.end();
});
