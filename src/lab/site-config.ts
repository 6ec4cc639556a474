import type { SiteChange } from './conditions.ts';
import { PEER_PORT } from './services/peer.ts';
import { REGISTRY_ACCOUNT } from './services/registry.ts';
import { REGISTRY_IMAGE } from './services/registry-image.ts';
import { addressOf, LEAVES } from './topology/hosts.ts';
import { API_NAME, AWS_NAMES, BIG_NAME, ON_PREM_NAMES, REGISTRY_NAME } from './topology/names.ts';
import { SITE_CIDRS } from './topology/networks.ts';

/** Where the host keeps what its config refers to. */
export interface SiteFiles {
  readonly clusterAuthority: string;
  readonly peerToken?: string;
  readonly registrySecret: string;
  readonly authority: string;
  /** Who signs for AWS here. */
  readonly amazonAuthority: string;
  readonly containerdConfig: string;
}

/** Returns the config of the lab's site, as the engineer at its host would write it. */
export function siteConfig(
  { remotePods = SITE_CIDRS.remotePods, ...change }: SiteChange,
  files: SiteFiles,
): string {
  const { clusterAuthority, peerToken } = files;
  const names = ON_PREM_NAMES.map(
    ({ name, address }) => `    - { name: ${name}, addresses: [${address}] }`,
  );
  return `# The lab's site: see "hybrid-preflight lab --help".
cluster:
  name: lab
  region: eu-west-1
  endpoint: ${API_NAME}
  certificateAuthority: "file:${clusterAuthority}"
  endpointMode: private
networks:
  vpc: [${SITE_CIDRS.vpc}]
  remoteNodes: [${SITE_CIDRS.remoteNodes}]
  remotePods: [${remotePods}]
  services: ${SITE_CIDRS.services}
capacity: { nodes: 20, maxPods: 110, podMaskSize: 25 }
node: { address: ${addressOf('host')} }
targets:
  kubernetesApi: [${addressOf('api-a')}, ${addressOf('api-b')}]
  cloudNodes: [${addressOf('peer')}]
  iperf3: [${addressOf('peer')}]
  bgpPeers: [${BGP_PEER}]
${change.withoutRegistry === true ? '' : registrySection(files)}resolvers:
  inbound: [${addressOf('resolver-a')}, ${addressOf('resolver-b')}]
  onPrem: [${LEAVES['onprem-dns'].addresses.join(', ')}]
  awsNames: [${AWS_NAMES.join(', ')}]
  onPremNames:
${names.join('\n')}
  bigAnswer: { name: ${BIG_NAME}, type: TXT }
${peerToken === undefined ? '' : peerSection(peerToken)}components: { cni: cilium, gateway: hybrid-nodes, credentials: ${change.credentials ?? 'ssm'} }
transport: { attachment: direct-connect-private, bandwidth: 10Gbps }
# One machine plays both sites and the wire: its own haste adds milliseconds of jitter, and a loss of 0.01 % would take
# ten times as many packets as one of 0.1 %; and its processors are what its bandwidth ends at.
baseline: { extends: direct-connect, jitter: { pass: 5ms, fail: 8ms }, loss: { pass: 0.1%, fail: 0.5% }, bandwidth: { pass: 1Gbps, fail: 700Mbps } }
# The lab's hosts share the machine's files, processes and kernel: of a host of its own, only its clock can be played.
${checksSection(change, files)}`;
}

function registrySection({ registrySecret, authority }: SiteFiles): string {
  const { repository, tag } = REGISTRY_IMAGE;
  return `  registries:
    - host: ${REGISTRY_NAME}
      authority: ${authority}
      account: { name: ${REGISTRY_ACCOUNT.user}, secret: "file:${registrySecret}" }
      image: "${repository}:${tag}"
`;
}

function peerSection(tokenFile: string): string {
  return `peer: { host: ${addressOf('peer')}, port: ${PEER_PORT}, token: "file:${tokenFile}" }\n`;
}

/** The node speaks BGP with its own router. */
const BGP_PEER = '10.80.1.1';

function checksSection(
  { looksAtProxies }: SiteChange,
  { containerdConfig, amazonAuthority }: SiteFiles,
): string {
  const areas = ['clock', ...(looksAtProxies === true ? ['proxies'] : [])];
  return `checks:
  host-readiness: { areas: [${areas.join(', ')}], timeServers: [${LEAVES['onprem-dns'].addresses[0]}] }
  firewall-ports: { timeoutMs: 2500 }
  pod-routes: { timeoutMs: 2500 }
  latency: { ratePps: 2000 }
  jitter: { ratePps: 2000 }
  packet-loss: { ratePps: 2000 }
  bandwidth: { leastSeconds: 1, mostSeconds: 3 }
  registry: { containerdConfig: ${containerdConfig}, timeoutMs: 2500 }
  aws-endpoints:
    enabled: true
    answers: private
    features: [pod-identity, public-ecr]
    authority: "file:${amazonAuthority}"
    timeoutMs: 2500
`;
}
