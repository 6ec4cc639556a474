import { test } from 'tap';
import type { Io, UdpOutcome } from '#core/io.ts';
import { judgeCase, verdictOf } from '#core/judge.ts';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import type { PortTarget } from '../../checks/firewall-ports/target.ts';
import { echoFrom, fakeFar, type FakeFarOptions } from '../fakes/far.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { type Answers, fakeTcp, fakeUdp, type Say } from '../fakes/tcp.ts';
import { hasty, KUBELET_TARGET as TARGET, NO_TRACE, NODE } from './firewall-ports-world.ts';

const KUBELET = `${NODE}:10250`;
const OVERLAY = `${NODE}:8472`;
const API = '10.20.1.10:443';
const OWN = '10.80.1.10'; // what fakeHost gives as the source of every packet

const VXLAN = { ...TARGET, protocol: 'udp', port: 8472, component: 'VXLAN' } as const;
const API_TARGET = {
  ...TARGET,
  host: '10.20.1.10',
  port: 443,
  expects: 'listener',
  direction: 'to-aws',
} as const;

interface Row {
  readonly path: string;
  readonly target?: PortTarget;
  readonly tcp?: Readonly<Record<string, Answers>>;
  readonly udp?: Readonly<Record<string, UdpOutcome['kind']>>;
  readonly say?: Say;
  readonly far?: FakeFarOptions;
  /** verdict, codes and where it breaks */
  readonly expected: string;
}

const listens = { [KUBELET]: 'listens', [OVERLAY]: 'listens' } as const;
const stranger: Say = () => Buffer.from('HTTP/1.1 400 Bad Request\r\n');
const silent = { [KUBELET]: ['timeout'] } as const;
const open = { [KUBELET]: ['connected'] } as const;

const rows: readonly Row[] = [
  {
    path: 'this side is reached, with its nonce',
    tcp: open,
    say: echoFrom(OWN),
    far: { ports: listens },
    expected: 'pass',
  },
  {
    path: 'the source address is another one on arrival',
    tcp: open,
    say: echoFrom('10.80.1.1'),
    far: { ports: listens },
    expected: 'warn sourceTranslated',
  },
  {
    path: 'a proxy takes the connection and says something',
    tcp: open,
    say: stranger,
    far: { ports: listens },
    expected: 'fail impostor way-there',
  },
  {
    path: 'somebody takes the connection and says nothing',
    tcp: open,
    far: { ports: listens },
    expected: 'fail impostor way-there',
  },
  {
    path: 'it arrives, and what is said after the handshake is lost',
    tcp: open,
    far: { ports: listens, arrivals: { [KUBELET]: { from: ['10.20.3.10'] } } },
    expected: 'fail answerLost way-back',
  },
  {
    path: 'no SYN arrives',
    tcp: silent,
    far: { ports: listens },
    expected: 'fail filtered way-there',
  },
  {
    path: 'the SYN arrives, its answer does not',
    tcp: silent,
    far: { ports: listens, arrivals: { [KUBELET]: { halfOpen: ['10.20.3.10'] } } },
    expected: 'fail answerLost way-back',
  },
  {
    path: 'an RST comes back though nobody refused',
    tcp: { [KUBELET]: ['refused'] },
    far: { ports: listens },
    expected: 'fail rejected way-there',
  },
  {
    path: 'the kubelet listens already',
    tcp: open,
    far: { ports: { [KUBELET]: { inUseBy: 'kubelet (pid 7)' } } },
    expected: 'pass inUse',
  },
  {
    path: 'the kubelet listens already, and its answer is lost',
    tcp: silent,
    far: {
      ports: { [KUBELET]: { inUseBy: 'kubelet (pid 7)' } },
      arrivals: { [KUBELET]: { halfOpen: ['10.20.3.10'] } },
    },
    expected: 'fail answerLost way-back',
  },
  {
    path: 'this side may not listen there: one side alone cannot say more',
    tcp: silent,
    far: { ports: { [KUBELET]: { unwilling: 'only root may' } } },
    expected: 'fail filtered unknown',
  },
  {
    path: 'only this side fails to reach the API',
    target: API_TARGET,
    far: { reaches: { [API]: 'connected' } },
    expected: 'fail filtered between-sites',
  },
  {
    path: 'neither side reaches the API',
    target: API_TARGET,
    far: { reaches: { [API]: 'timeout' } },
    expected: 'fail filtered at-target',
  },
  {
    path: 'a service that must be there is not replaced by a listener',
    target: API_TARGET,
    tcp: { [API]: ['refused'] },
    far: { ports: { [API]: 'listens' }, reaches: { [API]: 'refused' } },
    expected: 'fail refused at-target',
  },
  {
    path: 'a datagram comes through',
    target: VXLAN,
    udp: { [OVERLAY]: 'answer' },
    say: echoFrom(OWN),
    far: { ports: listens },
    expected: 'pass',
  },
  {
    path: 'no datagram arrives',
    target: VXLAN,
    far: { ports: listens },
    expected: 'fail udpFiltered way-there',
  },
  {
    path: 'datagrams arrive, their answers do not',
    target: VXLAN,
    far: { ports: listens, arrivals: { [OVERLAY]: { from: ['10.20.3.10'] } } },
    expected: 'fail answerLost way-back',
  },
  {
    path: 'a firewall answers datagrams with ICMP',
    target: VXLAN,
    udp: { [OVERLAY]: 'port-unreachable' },
    far: { ports: listens },
    expected: 'fail rejected way-there',
  },
  {
    path: 'somebody else answers datagrams',
    target: VXLAN,
    udp: { [OVERLAY]: 'answer' },
    say: stranger,
    far: { ports: listens },
    expected: 'fail impostor way-there',
  },
  {
    path: 'silence without another side decides nothing',
    target: VXLAN,
    expected: 'inconclusive openOrFiltered unknown',
  },
];

for (const { path, target = TARGET, tcp = {}, udp = {}, say, far, expected } of rows) {
  test(path, async (t) => {
    const other = far === undefined ? undefined : fakeFar(far);
    const io: Io = fakeIo({
      clock: hasty,
      tcp: fakeTcp(tcp, say === undefined ? {} : { say }),
      udp: fakeUdp(udp, say),
      host: fakeHost({}),
      trace: NO_TRACE,
      ...(other === undefined ? {} : { far: other }),
    });
    const measurement = await firewallPorts.measure(target, io, new AbortController().signal);
    const outcome = judgeCase(firewallPorts, { caseName: path, target, measurement }, []);
    if (!('findings' in outcome)) throw new Error(path, { cause: outcome });
    const { findings } = outcome;
    const said = findings.map(({ code, data }) => {
      const { breaksAt } = data as { readonly breaksAt: string };
      const isWorse = verdictOf(findings) === 'fail' || verdictOf(findings) === 'inconclusive';
      return `${code.replace('firewall-ports/', '')}${isWorse ? ` ${breaksAt}` : ''}`;
    });
    t.equal([outcome.status, ...said].join(' '), expected);
    t.equal(other?.held.size ?? 0, 0, 'what was lent is given back');
    for (const { detail, fix } of findings) t.notMatch(`${detail}${fix}`, /undefined|null|\[obj/);
  });
}
