import type { KnownError, Proof } from './known-error.ts';
import { NETWORKING, TROUBLESHOOTING } from './sources.ts';

const PORTS: Proof = {
  check: 'firewall-ports',
  shows:
    'whether the port can be reached and how it fails; what the config does not name goes under checks.firewall-ports.extra',
};

/** Connections that fail, whoever makes them. */
export const CONNECT_ERRORS: readonly KnownError[] = [
  {
    id: 'connect-timeout',
    title: 'No answer to a connection: dropped on the way',
    rank: 'kind',
    patterns: [
      'dial tcp {address}:{port}: {i/o timeout|connect: connection timed out|connect: operation timed out}',
      'Failed to connect to {host} port {port}* {Connection timed out|Timeout was reached|Could not connect to server}',
      'Could not connect to {host}:{port} ({address}), connection timed out',
      'Connect timeout on endpoint URL: "https://{host}',
      'https://{host}* net/http: request canceled while waiting for connection',
    ],
    cause:
      'Nothing came back from {address|host|the address}: a firewall or security group drops the packets, or there is no route there or back. Silence is neither “closed” nor “down”.',
    remedy:
      'Allow tcp {port|443} from the node networks to it, and the answers back: on premises, in the security group, and in the VPC’s route tables for the node networks. Then look for the drop:\n$ traceroute -T -p {port|443} {address|host|ADDRESS}',
    proof: PORTS,
    source: NETWORKING,
    examples: [
      'Failed to contact API server when waiting for CSINode publishing: Get "https://0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com/apis/storage.k8s.io/v1/csinodes/hybrid-1": dial tcp 10.20.1.10:443: i/o timeout',
      'curl: (28) Failed to connect to ssm.eu-west-1.amazonaws.com port 443 after 131072 ms: Connection timed out',
    ],
  },
  {
    id: 'local-service-down',
    title: 'A service of this host is not running',
    rank: 'kind',
    patterns: [
      'dial tcp 127.0.0.1:{port}: connect: connection refused',
      'dial tcp [::1]:{port}: connect: connection refused',
    ],
    cause:
      'Something on this host asked loopback on port {port|…}, and nothing listens there (10248: kubelet health; 9099: Felix; 9879: Cilium). No network is involved.',
    remedy: 'See what should listen, and why it does not:\n$ ss -ltnp\n$ systemctl --failed',
    proof: {
      check: 'host-readiness',
      shows: 'whether the kubelet runs, with --stage after-init or after-join',
    },
    source: null,
    examples: [
      'Get "http://localhost:10248/healthz": dial tcp 127.0.0.1:10248: connect: connection refused',
    ],
  },
  {
    id: 'connect-refused',
    title: 'The connection is refused',
    rank: 'kind',
    patterns: [
      'dial tcp {address}:{port}: connect: connection refused',
      'Failed to connect to {host} port {port}* Connection refused',
      'Could not connect to {host}:{port} ({address}). - connect (111: Connection refused)',
    ],
    cause:
      'A packet came back: {address|host|the address} was reached and nothing listens on {port|that port}, or a firewall rejects instead of dropping. The way there is open.',
    remedy:
      'See that the address is still the right one (API interfaces change when a cluster is updated), that the service runs, and that no rule rejects:\n$ nc -zv {address|host|ADDRESS} {port|443}',
    proof: PORTS,
    source: TROUBLESHOOTING,
    examples: [
      'Unable to register node with API server err="Post "https://0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com/api/v1/nodes": dial tcp 10.20.1.10:443: connect: connection refused"',
    ],
  },
  {
    id: 'connect-reset',
    title: 'A connection is cut from the far end',
    rank: 'kind',
    patterns: [
      '->{address}:{port}: {read|write}: connection reset by peer',
      '{read|write}: connection reset by peer',
      'Connection reset by peer',
      'write: broken pipe',
    ],
    cause:
      'A reset arrived on an open connection with {address|somebody}: a device that inspects TLS, a firewall that forgot an idle connection, or the server itself ended it.',
    remedy:
      'Exempt the AWS endpoints from inspection; raise the idle timeout of firewalls above that of the clients (API watches are idle for minutes).',
    proof: PORTS,
    source: null,
    examples: ['read tcp 10.80.1.10:50112->10.20.1.10:443: read: connection reset by peer'],
  },
  {
    id: 'no-route-to-host',
    title: 'A router or the last hop says: no such host',
    rank: 'kind',
    patterns: ['dial tcp {address}:{port}: connect: no route to host', 'No route to host'],
    cause:
      'An ICMP error came back for {address|the address}: a router has no way there, a firewall forbids it by that message, or nobody answers ARP on the last network.',
    remedy:
      'See where it goes, and who says no:\n$ ip route get {address|ADDRESS}\n$ tcpdump -ni any icmp',
    proof: PORTS,
    source: TROUBLESHOOTING,
    examples: ['dial tcp 10.20.1.10:443: connect: no route to host'],
  },
  {
    id: 'ipv6-unreachable',
    title: 'An IPv6 address is tried, and there is no IPv6',
    rank: 'exact',
    patterns: [
      'dial tcp {address6}:{port}: connect: network is unreachable',
      'dial tcp {address6}:{port}: connect: cannot assign requested address',
    ],
    cause:
      'The name also has IPv6 addresses and this host has no route for them. Hybrid nodes are IPv4 only; a client tries IPv4 as well, so this is seldom the whole story.',
    remedy: 'Look for the IPv4 attempt beside it. To try it alone:\n$ nc -4zv NAME {port|443}',
    proof: null,
    source:
      'https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteNetworkConfigRequest.html',
    examples: ['dial tcp [2a05:d018:99f:5300::12]:443: connect: network is unreachable'],
  },
  {
    id: 'network-unreachable',
    title: 'This host has no route there',
    rank: 'kind',
    patterns: [
      'dial tcp {address}:{port}: connect: network is unreachable',
      'Network is unreachable',
    ],
    cause:
      'The routing table of this host has no entry for {address|the address}, not even a default route.',
    remedy:
      'Add the route to the VPC, or a default route:\n$ ip route get {address|ADDRESS}\n$ ip route',
    proof: PORTS,
    source: null,
    examples: ['dial tcp 10.20.1.10:443: connect: network is unreachable'],
  },
  {
    id: 'connect-prohibited',
    title: 'This host forbids the connection itself',
    rank: 'kind',
    patterns: ['dial tcp {address}:{port}: connect: {permission denied|operation not permitted}'],
    cause:
      'The kernel of this host refuses to send: an output rule of its firewall, a prohibit route, or a security module.',
    remedy:
      'Look for it here:\n$ nft list ruleset\n$ ip route get {address|ADDRESS}\n$ ausearch -m avc -ts recent',
    proof: PORTS,
    source: null,
    examples: ['dial tcp 10.20.1.10:443: connect: operation not permitted'],
  },
  {
    id: 'source-ports-exhausted',
    title: 'This host is out of ports for connections',
    rank: 'kind',
    patterns: ['connect: cannot assign requested address'],
    cause:
      'Every local port towards that address is taken, mostly by connections in TIME_WAIT that a client opens anew for each request.',
    remedy: 'Count them, and widen the range:\n$ ss -s\n$ sysctl net.ipv4.ip_local_port_range',
    proof: null,
    source: null,
    examples: ['dial tcp 10.20.1.10:443: connect: cannot assign requested address'],
  },
  {
    id: 'answer-timeout',
    title: 'The connection stands, and no answer comes in time',
    rank: 'kind',
    patterns: [
      'https://{host}* (Client.Timeout exceeded while awaiting headers)',
      'https://{host}* context deadline exceeded',
      '(Client.Timeout exceeded while awaiting headers)',
    ],
    cause:
      '{host|The server} gave no answer within the client’s own limit. The line does not tell whether the connection was made: the drop may be on the way, large packets may vanish, or the link is very slow.',
    remedy:
      'Time the steps; the first that hangs is the one to mend:\n$ curl -svo /dev/null --max-time 20 -w "dns %{time_namelookup} tcp %{time_connect} tls %{time_appconnect}\\n" https://{host|HOST}/',
    proof: PORTS,
    source: null,
    examples: [
      'Get "https://ssm.eu-west-1.amazonaws.com/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
  },
  {
    id: 'connection-closed-early',
    title: 'The connection is closed without an answer',
    rank: 'kind',
    patterns: ['://{host}*": EOF', 'Empty reply from server', 'ssl_read: unexpected eof'],
    cause:
      'Somebody accepted the connection for {host|the server} and closed it without a word: a proxy or firewall in between, more often than the server.',
    remedy:
      'See who answers, and what certificate it shows:\n$ openssl s_client -connect {host|HOST}:443 -servername {host|HOST} </dev/null',
    proof: PORTS,
    source: null,
    examples: ['Get "https://api.ecr.eu-west-1.amazonaws.com/": EOF'],
  },
  {
    id: 'connection-lost',
    title: 'A long-lived connection went dead',
    rank: 'kind',
    patterns: ['http2: client connection lost', 'keepalive ping failed to receive ACK'],
    cause:
      'A connection that had worked got no answer to its keep-alive: the link broke for a while, or a firewall forgot the connection. The node turns NotReady after 40 s without a heartbeat.',
    remedy:
      'Look for outages of the tunnel or line at that time, and raise the idle timeout of firewalls on the way.',
    proof: {
      check: 'packet-loss',
      shows: 'whether packets are lost on the link, each way by itself, and in bursts',
    },
    source:
      'https://docs.aws.amazon.com/eks/latest/best-practices/hybrid-nodes-network-disconnections.html',
    examples: [
      'Put "https://0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/hybrid-1?timeout=10s": http2: client connection lost',
    ],
  },
];
