/** A config that says everything that can be said, for these checks: `stub` with one option. */
export const FULL_CONFIG = `# everything
cluster:
  name: prod
  region: eu-west-1
  endpoint: https://0A1B.gr7.eu-west-1.eks.amazonaws.com/
  endpointMode: public-and-private
  certificateAuthority: file:/etc/kubernetes/pki/ca.crt
  resources: cluster.json
networks:
  vpc: [10.20.0.0/16, 100.64.0.0/16]
  remoteNodes:
    - 10.80.0.0/16
  remotePods: [10.85.0.0/16]
  services: 172.20.0.0/16
capacity: { nodes: 20, maxPods: 64, podMaskSize: 26 }
node: { address: 10.80.1.10 }
targets:
  kubernetesApi: [10.20.1.10, '10.20.2.10:8443', { host: 10.20.3.10, port: 443 }]
  cloudNodes: [{ host: worker.company.local }]
  bgpPeers: [10.80.0.1]
  onPremNodes: [10.80.1.11]
  ping: [10.20.1.1]
  reflectors: ["10.20.1.1:862"]
  iperf3: [10.20.3.9]
  nfs:
    - { server: storage.company.local, export: /models, options: 'vers=4.2', from: both }
  registries:
    - host: harbor.company.local
      port: 8443
      authority: /etc/pki/ca.crt
      account: { name: robot$node, secret: env:HARBOR_SECRET }
      image: lab/probe:1.0
      usedFrom: both
    - { host: 10.80.0.21 }
  webhooks:
    - 10.85.3.7:9443
    - name: webhook.cert-manager.io
      address: 10.85.3.8
      port: 10250
      serverName: cert-manager-webhook.cert-manager.svc
      caBundle: /etc/pki/webhook-ca.crt
      path: /validate
      failurePolicy: Ignore
resolvers:
  inbound: ['10.20.1.53', '10.20.2.53:5353']
  onPrem: [{ host: 10.80.0.53 }]
  awsNames: [ssm.eu-west-1.amazonaws.com]
  onPremNames: [harbor.company.local, { name: git.company.local, addresses: [10.80.9.1] }]
  bigAnswer: { name: big.example.com, type: NS }
components: { cni: calico, serviceMesh: istio, credentials: iam-roles-anywhere }
transport: { attachment: vpn, bandwidth: 1.25Gbps }
aws: { answers: ./answers }
peer: { host: peer.example.com, port: 7000, token: env:PREFLIGHT_TOKEN }
baseline:
  extends: vpn
  latency: { pass: 20ms, fail: 0.1s }
  jitter: { pass: 1ms, fail: 2ms }
  loss: { pass: 0.01%, fail: 0.1% }
  bandwidth: { pass: 1Gbps, fail: 500Mbps }
  mtu: 1422
  dnsAnswer: { pass: 50ms, fail: 2s }
checks:
  stub: { speed: 9 }
limits: { caseDeadline: 30s, runDeadline: 5m, concurrency: 100 }
waivers:
  - { code: stub/seen, case: 'stub:*', reason: known, owner: platform team, expires: 2027-01-31 }
plugins: [./my-check.ts, some-package]
`;
