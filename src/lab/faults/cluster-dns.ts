import { type Change, rule } from '../change.ts';
import { clusterDns, type ClusterDnsOptions } from '../services/cluster-dns.ts';
import { kubelet } from '../services/kubelet.ts';
import { KUBE_DNS_SERVICE } from '../topology/names.ts';
import { type Fault, faultsOf, type StatedFault } from './fault.ts';
import { COREDNS } from './places.ts';

const TRANSPORTS = ['udp', 'tcp'] as const;
const HEALTHY: ClusterDnsOptions = { knows: 'this-cluster', forwards: true };

function running(options: Partial<ClusterDnsOptions> = {}): Change {
  return clusterDns.running({ ...HEALTHY, ...options });
}

/** What kube-proxy does on a node: the address of the Service becomes that of a pod. */
const TRANSLATED = TRANSPORTS.map((protocol) =>
  rule(
    'host',
    'own-nat',
    `ip daddr ${KUBE_DNS_SERVICE} ${protocol} dport 53 dnat ip to ${COREDNS}`,
  ),
);

type Transport = (typeof TRANSPORTS)[number];

function dropped(protocol: Transport): Change {
  return rule('vpc-router', 'forward', `ip daddr ${COREDNS} ${protocol} dport 53 drop`);
}

function upstream(protocol: Transport, verdict: 'drop' | 'reject'): Change {
  return rule('vpc-router', 'input', `ip saddr ${COREDNS} ${protocol} dport 53 ${verdict}`);
}

const SLOW_DNS = 'only=udp/53,tcp/53 delay=150ms';

const OF_NAMES = '*:names@172.20.0.10';

function joined(faults: readonly Omit<StatedFault, 'stage'>[]): readonly StatedFault[] {
  return faults.map((fault) => ({
    ...fault,
    stage: 'after-join',
    changes: [kubelet.running({}), ...fault.changes],
  }));
}

/** The cluster's own DNS, as a host that has joined meets it. The first is as it should be. */
export const CLUSTER_DNS_FAULTS: readonly Fault[] = faultsOf(
  'cluster-dns',
  joined([
    {
      name: 'cluster-dns-joined',
      breaks: 'nothing: the host has joined, and CoreDNS runs in the VPC',
      changes: [running(), ...TRANSLATED],
      expects: [`cluster-dns/passed @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-drop',
      breaks: 'the security group of the node on which CoreDNS runs drops 53',
      changes: [running(), ...TRANSLATED, ...TRANSPORTS.map(dropped)],
      expects: [`cluster-dns/silent @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-no-endpoints',
      breaks: 'no pod of CoreDNS is ready: kube-proxy rejects what is for it',
      changes: [rule('host', 'output', `ip daddr ${KUBE_DNS_SERVICE} reject`)],
      expects: [`cluster-dns/refused @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-untranslated',
      breaks: 'kube-proxy does not run: packets for Services leave as they are',
      changes: [running()],
      expects: [`cluster-dns/unreachable @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-tcp-drop',
      breaks: 'the security group of the node on which CoreDNS runs lets UDP 53 through alone',
      changes: [running(), ...TRANSLATED, dropped('tcp')],
      expects: [`cluster-dns/tcpClosed @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-udp-drop',
      breaks: 'the security group of the node on which CoreDNS runs lets TCP 53 through alone',
      changes: [running(), ...TRANSLATED, dropped('udp')],
      expects: [`cluster-dns/udpClosed @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-other-domain',
      breaks: 'CoreDNS does not know cluster.local, but another domain',
      changes: [running({ knows: 'another-domain' }), ...TRANSLATED],
      expects: [`cluster-dns/unknownName @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-not-synced',
      breaks: 'CoreDNS has not read the Services from the API: SERVFAIL for cluster.local',
      changes: [running({ knows: 'nothing-yet' }), ...TRANSLATED],
      expects: [`cluster-dns/notReady @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-other-cluster',
      breaks: 'the DNS of another cluster answers at the address',
      changes: [running({ knows: 'another-cluster' }), ...TRANSLATED],
      expects: [`cluster-dns/wrongAnswer @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-no-forward',
      breaks: 'CoreDNS forwards nothing: it refuses every name that is not the cluster’s',
      changes: [running({ forwards: false }), ...TRANSLATED],
      expects: [`cluster-dns/unknownName @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-upstream-drop',
      breaks: 'what CoreDNS asks the resolver of its VPC vanishes',
      changes: [running(), ...TRANSLATED, ...TRANSPORTS.map((one) => upstream(one, 'drop'))],
      // BIND waits for 10 s, longer than the check does.
      expects: [`cluster-dns/nameSilent @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-upstream-reject',
      breaks: 'the resolver of the VPC rejects what CoreDNS asks it',
      changes: [running(), ...TRANSLATED, ...TRANSPORTS.map((one) => upstream(one, 'reject'))],
      expects: [`cluster-dns/upstreamFails @ ${OF_NAMES}`],
    },
    {
      name: 'cluster-dns-slow',
      breaks: 'DNS takes 150 ms more each way, and CoreDNS runs in the VPC',
      changes: [
        running(),
        ...TRANSLATED,
        { kind: 'wire', wire: { toVpc: SLOW_DNS, toOnPrem: SLOW_DNS } },
      ],
      expects: [
        `cluster-dns/slow @ ${OF_NAMES}`,
        'dns-forwarding/slowAnswer @ *:peer:on-prem-names@*',
        'dns-forwarding/slowAnswer @ *:aws-names@10.20.*',
        'dns-forwarding/slowAnswer @ *:aws-names@10.80.*',
      ],
    },
  ]),
);
