import type { Endpoint } from '#core/endpoint.ts';
import type { Identity } from './certificate.ts';
import type { FaultName } from './faults.ts';
import { API_NAME, BIG_NAME, LAYOUT, ON_PREM_NAME } from './layout.ts';
import { TOKEN_VARIABLE } from './peer.ts';

/** Returns the config of the demo's imaginary site, as a user would write it. */
export function demoConfig(faults: ReadonlySet<FaultName>, { cert }: Identity): string {
  const remotePods = faults.has('cidr-overlap') ? '10.20.128.0/17' : '10.85.0.0/16';
  return `# An imaginary site: each part of it is played by a loopback address of this machine.
cluster:
  name: demo
  region: eu-west-1
  endpoint: ${API_NAME}
  endpointMode: private
  certificateAuthority: ${Buffer.from(cert).toString('base64')}
networks:
  vpc: [10.20.0.0/16]
  remoteNodes: [10.80.0.0/16]
  remotePods: [${remotePods}]
  services: 172.20.0.0/16
capacity: { nodes: 20, maxPods: 110, podMaskSize: 25 }
targets:
  kubernetesApi: ${places(LAYOUT.kubernetesApi)}
  cloudNodes: [${LAYOUT.peer.address}]
  bgpPeers: ${places([LAYOUT.bgpPeer])}
resolvers:
  inbound: ${places(LAYOUT.inbound)}
  onPrem: ${places(LAYOUT.onPrem)}
  awsNames: [ssm.eu-west-1.amazonaws.com]
  onPremNames: [{ name: ${ON_PREM_NAME.name}, addresses: [${ON_PREM_NAME.address}] }]
  bigAnswer: { name: ${BIG_NAME}, type: TXT }
components: { cni: cilium, serviceMesh: istio, credentials: ssm }
peer: { host: ${LAYOUT.peer.address}, port: ${LAYOUT.peer.port}, token: "env:${TOKEN_VARIABLE}" }
transport: { attachment: direct-connect-private, bandwidth: 10Gbps }
# One machine plays both sites: its own haste adds milliseconds of jitter, and a loss of 0.01 % would take ten times as
# many packets as one of 0.1 %.
baseline: { extends: direct-connect, jitter: { pass: 5ms, fail: 8ms }, loss: { pass: 0.1%, fail: 0.5% } }
# What this machine is like is not the demo's affair: only its clock is looked at, by a time server of the far side.
checks:
  host-readiness: { areas: [clock], timeServers: ${places([LAYOUT.timeServer])}, timeoutMs: 500 }
  firewall-ports: { timeoutMs: 1500 }
  pod-routes: { timeoutMs: 1500, webhookPorts: [8443, 9443] }
  latency: { ratePps: 2000 }
  jitter: { ratePps: 2000 }
  packet-loss: { ratePps: 2000 }
`;
}

function places(endpoints: readonly Endpoint[]): string {
  return `[${endpoints.map(({ address, port }) => `"${address}:${port}"`).join(', ')}]`;
}
