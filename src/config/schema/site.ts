import type { JsonSchema } from '#core/json.ts';
import { choice, count, formatted, list, optionalSection, PORT, section, text } from './fields.ts';

/** The adoption guide's, and what nfs(5) and EFS recommend beside it. */
const DEFAULT_NFS_OPTIONS = 'vers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2';

const CIDR = formatted('cidr', 'A block of addresses.', { examples: ['10.1.0.0/16'] });
const NAME = formatted('host', 'A host name.', { examples: ['ssm.eu-west-1.amazonaws.com'] });

const places = (description: string): JsonSchema =>
  list(description, {
    description: 'A host, host:port, or the two apart.',
    examples: ['10.20.1.10', '10.20.1.10:443'],
    anyOf: [
      { type: 'string', format: 'place' },
      hostAndPort(formatted('host', 'An IPv4 address or a host name.')),
    ],
  });

/** A resolver has no name before names can be resolved. */
const addresses = (description: string): JsonSchema =>
  list(description, {
    description: 'An address, address:port, or the two apart.',
    examples: ['10.20.1.53'],
    anyOf: [
      { type: 'string', format: 'address-place' },
      hostAndPort(formatted('ipv4', 'An IPv4 address.')),
    ],
  });

function hostAndPort(host: JsonSchema): JsonSchema {
  const port = { ...PORT, description: 'The port, where it is not the usual one.' };
  return section('A host and its port.', { host, port }, ['host']);
}

const NETWORKS = 'Every network that must not overlap another.';

const networkLists = (rest: JsonSchema): Readonly<Record<string, JsonSchema>> => ({
  vpc: list('All CIDRs of the VPC, the secondary ones too.', CIDR, rest),
  remoteNodes: list('Remote node networks of the cluster.', CIDR, rest),
  remotePods: list('Remote pod networks of the cluster.', CIDR),
  services: formatted('cidr', 'The service network of the cluster.'),
});

/** The networks of a site that is not described yet: any may be left out. */
export const OPEN_NETWORKS: JsonSchema = optionalSection(NETWORKS, networkLists({}));
const REGISTRY: JsonSchema = section(
  'One registry.',
  {
    host: formatted('host', 'The name in its certificate, or its address.', { examples: ['harbor.company.local'] }),
    port: { ...PORT, description: 'Its port.', default: 443 },
    authority: formatted('path', 'A file of the authorities that its certificate is signed by (PEM), where they are not the system’s.', { examples: ['/etc/pki/company-ca.crt'] }),
    account: section(
      'Who logs in: a robot account that may pull.',
      {
        name: text('Its name.', { examples: ['robot$preflight'] }),
        secret: formatted('secret-reference', 'Where its secret is kept; never the secret itself. It is not sent to the peer.', { examples: ['env:HARBOR_SECRET', 'file:/etc/hybrid-preflight/harbor'] }),
      },
      ['name', 'secret'],
    ),
    image: formatted('image', 'An image to pull the beginning of, with its tag or digest.', { examples: ['library/pause:3.10'] }),
    usedFrom: choice('Whose nodes pull from it: those in AWS are tried from the peer, without the account.', ['on-premises', 'aws', 'both'], 'on-premises'),
  },
  ['host'],
);

const WEBHOOK: JsonSchema = {
  description: 'address:port of a pod, or that with what the API knows of it.',
  examples: ['10.85.3.7:9443'],
  anyOf: [
    { type: 'string', format: 'address-and-port' },
    section(
      'One pod of a webhook.',
      {
        name: text('As reports shall name it.', { maxLength: 253, examples: ['webhook.cert-manager.io'] }),
        address: formatted('ipv4', 'The address of the pod.'),
        port: { ...PORT, description: 'The port of the pod, not that of its Service.' },
        serverName: formatted('host', 'The name in its certificate: service.namespace.svc.', { examples: ['cert-manager-webhook.cert-manager.svc'] }),
        caBundle: formatted('path', 'A file of the authorities that its configuration registers (PEM).', { examples: ['/etc/hybrid-preflight/webhook-ca.crt'] }),
        path: formatted('url-path', 'The path that the API calls; / where none is given.', { examples: ['/validate'] }),
        // In one of several shapes a default would not be filled in.
        failurePolicy: { enum: ['Fail', 'Ignore'], description: 'What the API does where it does not reach it: Fail unless named; Ignore only warns.' },
      },
      ['address', 'port'],
    ),
  ],
};

/** What the config says of the site itself. */
export const SITE_PROPERTIES: Readonly<Record<string, JsonSchema>> = {
  cluster: section(
    'The EKS cluster that the host shall join.',
    {
      name: text('Its name.', { examples: ['prod'] }),
      region: text('Its AWS region.', { examples: ['eu-west-1'] }),
      endpoint: formatted('endpoint', 'Host name or https URL of the Kubernetes API endpoint.'),
      endpointMode: choice(
        'Where the API endpoint can be reached: decides which DNS answers are right.',
        ['private', 'public', 'public-and-private'],
        'private',
      ),
      certificateAuthority: formatted('authority', 'Who signs the endpoint’s certificate: aws eks describe-cluster --query cluster.certificateAuthority.data, PEM, or file:/path of it.', {
        examples: ['file:/etc/kubernetes/pki/ca.crt'],
      }),
      resources: text('What kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations,apiservices,services,endpointslices -A -o json printed, a file from the folder of this config: webhooks takes its targets from it.', {
        examples: ['cluster.json'],
      }),
    },
    ['name'],
  ),
  networks: section(NETWORKS, networkLists({ minItems: 1 }), ['vpc', 'remoteNodes']),
  capacity: section(
    'How many nodes and pods the pod network must carry.',
    {
      nodes: count('Hybrid nodes to come.', 1),
      maxPods: count('Pods a node may run (kubelet maxPods).', 1, { maximum: 1000, default: 110 }),
      podMaskSize: count('Prefix length of one node’s slice of the pod network.', 16, {
        maximum: 32,
        default: 25,
      }),
    },
    ['nodes'],
  ),
  node: optionalSection('This host, as it will join.', {
    address: formatted('ipv4', 'The address that the kubelet will announce.'),
  }),
  targets: optionalSection('Where the parts of the cluster are found.', {
    kubernetesApi: places('Addresses of the API endpoint: each ENI by itself.'),
    cloudNodes: places('Nodes or hosts in the VPC that answer for the workloads there.'),
    bgpPeers: places('Routers that the CNI speaks BGP with.'),
    onPremNodes: places('Other on-premises nodes.'),
    ping: list('Addresses beyond the link that answer echo requests, for latency, jitter and loss where there is no peer.', { type: 'string', description: 'An IPv4 address.', format: 'ipv4' }),
    reflectors: addresses('Reflectors of STAMP or TWAMP-Light beyond the link, such as routers have; UDP 862 where no port is given.'),
    iperf3: addresses('Servers of iperf3 beyond the link, in the place of the one that the peer starts; port 5201 where none is given.'),
    nfs: list('NFS exports that the workloads will mount.', section('An export and who mounts it.', {
      server: formatted('host', 'An IPv4 address or a host name.'),
      export: formatted('folder', 'Its path, as the server names it.'),
      options: formatted('nfs-options', 'As behind mount -o.', { default: DEFAULT_NFS_OPTIONS }),
      path: formatted('folder', 'A folder where it is mounted already; then nothing is mounted, and root is not needed.'),
      from: choice('Who will mount it: this host, hosts in the VPC (which takes a peer there), or both.', ['on-prem', 'aws', 'both'], 'on-prem'),
    }, ['server', 'export'])),
    registries: list('Image registries that nodes pull from: Harbor, or any of OCI.', REGISTRY),
    webhooks: list('Admission webhooks and aggregated APIs in pods on premises, which the API calls.', WEBHOOK),
  }),
  resolvers: optionalSection('DNS servers, and the names that they must know.', {
    inbound: addresses('Addresses of the Route 53 Resolver inbound endpoint.'),
    onPrem: addresses('Resolvers on premises.'),
    awsNames: list('AWS names that this host needs, beside the API endpoint.', NAME),
    onPremNames: list('On-premises names that the VPC needs.', {
      description: 'A name, or a name with the addresses that it must have.',
      anyOf: [
        { type: 'string', format: 'host' },
        section('A name and its addresses.', {
          name: formatted('host', 'The name.'),
          addresses: {
            type: 'array',
            description: 'The addresses that it must have.',
            items: { type: 'string', format: 'ipv4' },
          },
        }, ['name']),
      ],
    }),
    bigAnswer: optionalSection('A name in AWS whose answer exceeds 1232 bytes.', {
      name: formatted('host', 'The name.', { default: 'amazonaws.com' }),
      type: choice('The record type.', ['TXT', 'NS', 'A', 'DNSKEY'], 'TXT'),
    }),
  }),
  components: optionalSection('What will run on the nodes: decides which ports matter.', {
    cni: choice('The network plugin.', ['cilium', 'calico', 'none'], 'cilium'),
    serviceMesh: choice('The service mesh.', ['istio', 'none'], 'none'),
    gateway: choice('What carries packets between the VPC and pods on premises, beside routes.', ['hybrid-nodes', 'none'], 'none'),
    credentials: choice('Where the node gets its AWS credentials.', ['ssm', 'iam-roles-anywhere'], 'ssm'),
  }),
  transport: optionalSection('How the site reaches the VPC.', {
    attachment: choice(
      'The kind of link: it bounds MTU and bandwidth.',
      ['direct-connect-private', 'direct-connect-transit', 'transit-gateway', 'vpn', 'internet', 'custom'],
      'direct-connect-private',
    ),
    bandwidth: formatted('rate', 'What the link is ordered to carry.', { examples: ['10Gbps'] }),
  }),
  aws: section(
    'What is known of the AWS side beforehand.',
    {
      answers: text('A folder of saved answers of the AWS CLI (aws … --output json > file), from the folder of this config: aws-routes judges them.', {
        examples: ['answers'],
      }),
    },
    ['answers'],
  ),
  peer: section(
    'The far side, which proves the other direction.',
    {
      host: formatted('host', 'Where it is, for this host to call it.'),
      listen: formatted('ipv4', 'This host’s address to wait for its call at, instead.'),
      port: { ...PORT, description: 'The port of whoever is called.', default: 7443 },
      token: formatted('secret-reference', 'Where its token is kept; never the token itself.', {
        examples: ['env:PREFLIGHT_TOKEN', 'file:/etc/hybrid-preflight/token'],
      }),
    },
    ['token'],
  ),
};
