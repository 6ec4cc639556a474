import { test } from 'tap';
import { problemLines, SMALL } from './resolve.ts';

const rows: readonly { readonly yaml: string; readonly says: readonly string[] }[] = [
  {
    yaml: 'netwroks: {}\n',
    says: [
      '1:1: cluster is missing: add it: The EKS cluster that the host shall join.',
      '1:1: networks is missing: add it: Every network that must not overlap another.',
      '1:1: netwroks: this key is unknown: did you mean "networks"?',
    ],
  },
  {
    yaml: `${SMALL}checks: { stbu: {} }\n`,
    says: ['3:11: checks.stbu: this key is unknown: did you mean "stub"?'],
  },
  {
    yaml: `${SMALL}checks: { "1": {} }\n`,
    says: ['3:11: checks.1: this key is unknown: known: stub'],
  },
  {
    yaml: `${SMALL}checks: { stub: { nothing: { a: 1 } } }\n`,
    says: ['3:30: checks.stub.nothing.a: this key is unknown: remove it: nothing can be set here'],
  },
  {
    yaml: 'cluster: { name: "" }\nnetworks: { vpc: [10.1.0.0/33, 10.0.0.0], remoteNodes: [] }\n',
    says: [
      '1:18: cluster.name: the text is empty: write 1 character or more',
      '2:19: networks.vpc[0]: "10.1.0.0/33" has a prefix beyond 32: write a CIDR such as 10.1.0.0/16',
      '2:32: networks.vpc[1]: "10.0.0.0" has no prefix length, such as /16: write a CIDR such as 10.1.0.0/16',
      '2:56: networks.remoteNodes: the list is empty: at least 1 entry',
    ],
  },
  {
    yaml: `${SMALL}targets:\n`,
    says: [
      '3:9: targets: is empty: write settings under it: kubernetesApi, cloudNodes, bgpPeers, onPremNodes, ping, reflectors, iperf3, nfs, registries, webhooks, or remove the key',
    ],
  },
  {
    yaml: 'cluster: { name: 2026, region: no }\nnetworks: 5\n',
    says: [
      '1:18: cluster.name: is a number, not a text: put it in quotes',
      '2:11: networks: is a number, not a group of settings: write settings under it: vpc, remoteNodes, remotePods, services',
    ],
  },
  {
    yaml: `${SMALL}components: { cni: clium, serviceMesh: false, credentials: [] }\n`,
    says: [
      '3:20: components.cni: "clium" is no choice here: one of cilium, calico, none; did you mean "cilium"?',
      '3:40: components.serviceMesh: false is no choice here: one of istio, none',
      '3:60: components.credentials: a list is no choice here: one of ssm, iam-roles-anywhere',
    ],
  },
  {
    yaml: `${SMALL}targets: { kubernetesApi: [5, a b, '10.0.0.1:0', '10.0.0.1:99999', { hots: a }, { host: 1.2.3 }] }\n`,
    says: [
      '3:28: targets.kubernetesApi[0]: is a number: write a host, host:port, or the two apart',
      '3:31: targets.kubernetesApi[1]: "a b" is neither an IPv4 address nor a host name: write a host such as 10.20.1.10, or host:port',
      '3:36: targets.kubernetesApi[2]: "10.0.0.1:0" has a port outside 1 to 65535: write a host such as 10.20.1.10, or host:port',
      '3:50: targets.kubernetesApi[3]: "10.0.0.1:99999" has a port outside 1 to 65535: write a host such as 10.20.1.10, or host:port',
      '3:68: targets.kubernetesApi[4]: host is missing: add it: An IPv4 address or a host name.',
      '3:70: targets.kubernetesApi[4].hots: this key is unknown: did you mean "host"?',
      '3:89: targets.kubernetesApi[5].host: "1.2.3" is neither an IPv4 address nor a host name: write an address such as 10.20.1.10, or a name',
    ],
  },
  {
    yaml: `${SMALL}resolvers: { inbound: [dns.example.com, '10.0.0.256'], onPremNames: [{ nmae: a }] }\n`,
    says: [
      '3:24: resolvers.inbound[0]: "dns.example.com" is no IPv4 address of four octets: write an address such as 10.20.1.53, or address:port',
      '3:41: resolvers.inbound[1]: "10.0.0.256" has an octet beyond 255: write an address such as 10.20.1.53, or address:port',
      '3:70: resolvers.onPremNames[0]: name is missing: add it: The name.',
      '3:72: resolvers.onPremNames[0].nmae: this key is unknown: did you mean "name"?',
    ],
  },
  {
    yaml: `${SMALL}targets:\n  registries:\n    - { host: harbor.example.com, authority: ca.crt, image: 'a b', account: { name: r } }\n    - { usedFrom: aws }\n`,
    says: [
      '5:46: targets.registries[0].authority: "ca.crt" is no absolute path: write a path such as /etc/pki/company-ca.crt',
      '5:61: targets.registries[0].image: "a b" is no name of an image in a registry: write an image without its registry, such as library/pause:3.10',
      '5:68: targets.registries[0].account: secret is missing: add it: Where its secret is kept; never the secret itself. It is not sent to the peer.',
      '6:7: targets.registries[1]: host is missing: add it: The name in its certificate, or its address.',
    ],
  },
  {
    yaml: `${SMALL}capacity: { nodes: 0, maxPods: 1.5, podMaskSize: 33 }\n`,
    says: [
      '3:20: capacity.nodes: 0 is too small: at least 1',
      '3:32: capacity.maxPods: is a number, not a whole number: write a whole number',
      '3:50: capacity.podMaskSize: 33 is too large: at most 32',
    ],
  },
  {
    yaml: `${SMALL}baseline: vpm\n`,
    says: [
      '3:11: baseline: "vpm" is no choice here: one of direct-connect, vpn, aws-minimum; did you mean "vpn"?',
    ],
  },
  {
    yaml: `${SMALL}baseline: { latncy: {} , loss: { pass: 0.01, fail: 200% } }\n`,
    says: [
      '3:13: baseline.latncy: this key is unknown: did you mean "latency"?',
      '3:40: baseline.loss.pass: is a number, not a text: write a percentage such as 0.01%',
      '3:52: baseline.loss.fail: "200%" is no percentage such as 0.01%: write a percentage such as 0.01%',
    ],
  },
  {
    yaml: `${SMALL}baseline: { latency: { pass: 9ms, fail: 2ms }, bandwidth: { pass: 1Mbps, fail: 2Mbps } }\n`,
    says: [
      '3:22: baseline.latency: pass must not lie above fail: swap the two: between them lies the warning',
      '3:59: baseline.bandwidth: pass must not lie below fail: swap the two: between them lies the warning',
    ],
  },
  {
    yaml: `${SMALL}limits: { caseDeadline: 0s, runDeadline: 25h }\n`,
    says: [
      '3:25: limits.caseDeadline: lies outside 1ms to 24h: write a time such as 60s',
      '3:42: limits.runDeadline: lies outside 1ms to 24h: write a time such as 60s',
    ],
  },
  {
    yaml: `${SMALL}limits: { caseDeadline: 60, concurrency: lots }\ntransport: { bandwidth: 10GB }\n`,
    says: [
      '3:25: limits.caseDeadline: is a number, not a text: write a duration such as 30s',
      '3:42: limits.concurrency: is a text, not a whole number: write a whole number',
      '4:25: transport.bandwidth: "10GB" is no rate such as 100Mbps or 10Gbps: write a rate such as 10Gbps',
    ],
  },
  {
    yaml: `${SMALL}waivers:\n  - { code: stub/sene, reason: r, owner: o, expires: 2026-11-19 }\n  - { code: stub/seen, reason: r, expires: 2027-02-29 }\n  - { code: other/thing, reason: r, owner: o, expires: soon }\n`,
    says: [
      '4:13: waivers[0].code: "stub/sene" is no finding: did you mean "stub/seen"?',
      '4:54: waivers[0].expires: the waiver ended on 2026-11-19: mend the finding, or agree on a later day',
      '5:5: waivers[1]: owner is missing: add it: Who answers for it.',
      '5:44: waivers[1].expires: "2027-02-29" is not in the calendar: write a day such as 2027-01-31',
      '6:13: waivers[2].code: "other/thing" is no finding: see "hybrid-preflight explain <check>"',
      '6:56: waivers[2].expires: "soon" is no day of the form year-month-day: write a day such as 2027-01-31',
    ],
  },
  {
    yaml: `${SMALL}checks:\n  stub: { speed: 0, word: bccc, pair: [1], share: 1, step: 3, kind: x, shape: [], other: 1 }\n`,
    says: [
      '4:18: checks.stub.speed: 0 is too small: at least 1',
      '4:27: checks.stub.word: "bccc" is too long: at most 3 characters',
      '4:27: checks.stub.word: "bccc" does not have the right form: it should match ^a',
      '4:39: checks.stub.pair: the list is too short: at least 2 entries',
      '4:51: checks.stub.share: 1 is too large: less than 1',
      '4:60: checks.stub.step: 3 is no multiple of 4: write a multiple',
      '4:69: checks.stub.kind: "x" is no choice here: write "only"',
      '4:79: checks.stub.shape: is a list: see the schema',
      '4:90: checks.stub.other: the value does not fit: see not in the schema',
    ],
  },
  {
    yaml: `${SMALL}checks: { stub: { pair: [1, 1, 1], share: 0 } }\n`,
    says: [
      '3:25: checks.stub.pair: the list is too long: at most 2 entries',
      '3:25: checks.stub.pair: the entries [1] and [2] are the same: keep one of the two',
      '3:43: checks.stub.share: 0 is too small: more than 0',
    ],
  },
  {
    yaml: '- a\n',
    says: [
      '1:1: is a list, not a group of settings: write settings under it: cluster, networks, capacity, node, targets, resolvers, components, transport, aws, peer, baseline, limits, waivers, plugins, checks',
    ],
  },
  {
    yaml: 'a: "b\n',
    says: [
      '2:1: a quote, bracket, comma or colon is missing here or before: close what was opened; write "key: value" and "- entry" with a space',
    ],
  },
];

for (const { yaml, says } of rows) {
  test(`${JSON.stringify(yaml.replace(SMALL, '… ')).slice(0, 70)} is explained`, async (t) => {
    t.strictSame(problemLines(yaml), says);
  });
}
