const STARTER = `# yaml-language-server: $schema=./preflight.schema.json
# What hybrid-preflight shall prove. Replace the addresses by yours; every setting is explained by
# preflight.schema.json, which editors show, and checked by "hybrid-preflight validate".

cluster:
  name: my-cluster
  region: eu-west-1
  # Without the endpoint, its name is not resolved and its answers are not judged.
  # endpoint: 0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com
  # certificateAuthority: file:/etc/kubernetes/pki/ca.crt # or as aws eks describe-cluster says: proves who answers
  endpointMode: private # private | public | public-and-private

networks:
  vpc: [10.20.0.0/16] # all CIDRs of the VPC, secondary ones too
  remoteNodes: [10.80.0.0/16]
  remotePods: [10.85.0.0/16]
  services: 172.20.0.0/16

# capacity: { nodes: 20, maxPods: 110, podMaskSize: 25 }

# This host's address as the kubelet will announce it, where the default route does not tell.
# node: { address: 10.80.1.10 }

targets:
  # Each ENI of the API endpoint by itself:
  #   aws ec2 describe-network-interfaces --filters 'Name=description,Values=Amazon EKS my-cluster'
  kubernetesApi: []
  cloudNodes: []
  bgpPeers: []
  # registries:
  #   - host: harbor.company.local
  #     authority: /etc/pki/company-ca.crt
  #     account: { name: robot$preflight, secret: "file:/etc/hybrid-preflight/harbor.secret" }
  #     image: library/pause:3.10

resolvers:
  inbound: [] # addresses of the Route 53 Resolver inbound endpoint
  onPrem: []
  awsNames: [] # such as ssm.eu-west-1.amazonaws.com
  onPremNames: [] # such as harbor.company.local

components:
  cni: cilium # cilium | calico | none
  serviceMesh: none # istio | none
  gateway: none # hybrid-nodes (the EKS Hybrid Nodes gateway) | none
  credentials: ssm # ssm | iam-roles-anywhere

# What AWS must reach here only a process in AWS can prove: start "hybrid-preflight peer" there.
# peer: { host: 10.20.3.10, token: "file:/etc/hybrid-preflight/peer.token" }

transport:
  attachment: direct-connect-private
  # bandwidth: 10Gbps

baseline: direct-connect # direct-connect | vpn | aws-minimum

# Findings that somebody answers for, until a day:
# waivers:
#   - code: firewall-ports/filtered
#     case: 'firewall-ports:tcp/15001@*'
#     reason: no service mesh yet
#     owner: platform team
#     expires: 2027-01-31
`;

/** Returns the commented config that `init` writes: valid as it stands, with addresses to replace. */
export function starterConfig(): string {
  return STARTER;
}
