import type { Baseline, Site } from '#core/site.ts';

const directConnect: Baseline = {
  name: 'direct-connect',
  latencyMs: { pass: 5, fail: 10 },
  jitterMs: { pass: 2, fail: 5 },
  lossRatio: { pass: 0.0001, fail: 0.001 },
  bandwidthBps: { pass: 10e9, fail: 5e9 },
  mtuBytes: 9000,
  dnsAnswerMs: { pass: 100, fail: 2000 },
};

const site: Site = {
  cluster: { name: 'lab', region: 'eu-west-1', endpointMode: 'private' },
  networks: {
    vpc: ['10.20.0.0/16'],
    remoteNodes: ['10.80.0.0/16'],
    remotePods: ['10.85.0.0/16'],
    services: ['172.20.0.0/16'],
  },
  targets: {
    kubernetesApi: [],
    cloudNodes: [],
    bgpPeers: [],
    onPremNodes: [],
    ping: [],
    reflectors: [],
    iperf3: [],
    nfs: [],
    registries: [],
    webhooks: [],
  },
  resolvers: {
    inbound: [],
    onPrem: [],
    awsNames: [],
    onPremNames: [],
    bigAnswer: { name: 'amazonaws.com', type: 'TXT' },
  },
  components: { cni: 'cilium', serviceMesh: 'none', gateway: 'none', credentials: 'ssm' },
  transport: { attachment: 'direct-connect-private' },
  baseline: directConnect,
  options: {},
};

/** A small, sound site with the parts that a test cares about put in. */
export function siteWith(parts: Partial<Site> = {}): Site {
  return { ...site, ...parts };
}
