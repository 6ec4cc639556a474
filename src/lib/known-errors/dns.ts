import type { KnownError, Proof } from './known-error.ts';
import { CLUSTER_DNS } from './proofs.ts';
import { NETWORKING, PRIVATE_DNS, TROUBLESHOOTING } from './sources.ts';

const FORWARDING: Proof = {
  check: 'dns-forwarding',
  shows: 'what each resolver address answers this host, over UDP and TCP, and whether it is right',
};

/** Names that do not resolve, resolvers that do not answer, CoreDNS. */
export const DNS_ERRORS: readonly KnownError[] = [
  {
    id: 'dns-no-such-host',
    title: 'The name does not exist for this resolver',
    rank: 'kind',
    patterns: [
      'lookup {host} on {address}:{port}: no such host',
      'lookup {host}: no such host',
      'Could not resolve host: {host}',
    ],
    cause:
      'The resolver {address|of the host} answers that {host|the name} has no address. For a private cluster endpoint or a PrivateLink name that means: queries for AWS names are not forwarded to the Route 53 inbound endpoint.',
    remedy:
      'Forward amazonaws.com and api.aws to the addresses of the Route 53 inbound endpoint, on every resolver that the host uses. Compare:\n$ dig {host|NAME} @{address|RESOLVER}\n$ dig {host|NAME} @INBOUND_ENDPOINT_ADDRESS',
    proof: FORWARDING,
    source: PRIVATE_DNS,
    examples: [
      'dial tcp: lookup 0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com on 10.80.0.53:53: no such host',
      'curl: (6) Could not resolve host: hybrid-assets.eks.amazonaws.com',
    ],
  },
  {
    id: 'dns-resolver-silent',
    title: 'The resolver does not answer',
    rank: 'kind',
    patterns: [
      'lookup {host} on {address}:{port}: read udp * i/o timeout',
      'lookup {host} on {address}:{port}: dial udp * i/o timeout',
      'lookup {host} on {address}:{port}: read tcp * i/o timeout',
      'lookup {host}: i/o timeout',
      "Temporary failure resolving '{host}'",
      'Temporary failure in name resolution',
    ],
    cause:
      'No answer came from {address|the resolver} for {host|a name}: the resolver is down, port 53 is closed on the way, or the server that it forwards to is silent.',
    remedy:
      'Ask it directly, over UDP and over TCP; allow both on port 53:\n$ dig {host|NAME} @{address|RESOLVER} +tries=1\n$ dig {host|NAME} @{address|RESOLVER} +tcp +tries=1',
    proof: FORWARDING,
    source: NETWORKING,
    examples: [
      'dial tcp: lookup ssm.eu-west-1.amazonaws.com on 10.80.0.53:53: read udp 10.80.1.10:41233->10.80.0.53:53: i/o timeout',
    ],
  },
  {
    id: 'dns-resolver-refused',
    title: 'Nothing listens at the resolver’s address',
    rank: 'kind',
    patterns: [
      'lookup {host} on {address}:{port}: read udp * connection refused',
      'lookup {host} on {address}:{port}: dial tcp * connection refused',
    ],
    cause:
      'The host at {address|the resolver’s address} says that no DNS server listens there: the service is stopped, or /etc/resolv.conf names the wrong host.',
    remedy:
      'Start the resolver, or correct the address:\n$ cat /etc/resolv.conf\n$ resolvectl status',
    proof: FORWARDING,
    source: null,
    examples: [
      'lookup sts.eu-west-1.amazonaws.com on 127.0.0.53:53: read udp 127.0.0.1:35011->127.0.0.53:53: read: connection refused',
    ],
  },
  {
    id: 'dns-resolver-fails',
    title: 'The resolver fails or refuses to answer',
    rank: 'kind',
    patterns: [
      'lookup {host} on {address}:{port}: server misbehaving',
      'lookup {host}: server misbehaving',
    ],
    cause:
      '{address|The resolver} answered with an error instead of a result (SERVFAIL or REFUSED): its forwarder gets nothing, DNSSEC validation fails, or this host is not among its clients.',
    remedy:
      'See which error it is, and look into the resolver’s own log:\n$ dig {host|NAME} @{address|RESOLVER}',
    proof: FORWARDING,
    source: null,
    examples: [
      'dial tcp: lookup 0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com on 10.80.0.53:53: server misbehaving',
    ],
  },
  {
    id: 'coredns-upstream-silent',
    title: 'CoreDNS gets no answer from the resolver behind it',
    rank: 'exact',
    patterns: [
      'plugin/errors: *->{address}:{port}: i/o timeout',
      'plugin/errors: * dial tcp {address}:{port}: i/o timeout',
      'plugin/errors: *->{address}:{port}: read: connection refused',
    ],
    cause:
      'The CoreDNS pod asks {address|its upstream} and hears nothing. On a hybrid node that resolver must accept queries from the pod network, or from the node where pods are masqueraded.',
    remedy:
      'Allow tcp and udp {port|53} from the pod network to {address|the resolver}, and let the resolver serve those clients. From a pod:\n$ kubectl run dig --rm -it --image=public.ecr.aws/docker/library/busybox -- nslookup amazonaws.com {address|RESOLVER}',
    proof: CLUSTER_DNS,
    source: NETWORKING,
    examples: [
      '[ERROR] plugin/errors: 2 sts.eu-west-1.amazonaws.com. A: read udp 10.85.0.17:34123->10.80.0.53:53: i/o timeout',
    ],
  },
  {
    id: 'coredns-loop',
    title: 'CoreDNS forwards to itself',
    rank: 'exact',
    patterns: ['plugin/loop: Loop'],
    cause:
      'The resolv.conf that pods inherit names a local stub such as 127.0.0.53; inside the pod that is CoreDNS itself, and it ends on purpose.',
    remedy:
      'Let the kubelet hand out the real servers: set resolvConf in the kubelet section of nodeConfig.yaml to /run/systemd/resolve/resolv.conf, run nodeadm init again, and restart CoreDNS.',
    proof: null,
    source: 'https://coredns.io/plugins/loop/',
    examples: [
      '[FATAL] plugin/loop: Loop (127.0.0.1:55311 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting',
    ],
  },
  {
    id: 'nameserver-limit',
    title: 'More than three resolvers are configured',
    rank: 'exact',
    patterns: ['Nameserver limits were exceeded', 'Nameserver limits exceeded'],
    cause:
      'Kubernetes hands three resolvers to a pod and drops the others. If the one that forwards AWS names is the fourth, pods never ask it.',
    remedy: 'Name at most three resolvers, those that forward first:\n$ resolvectl dns',
    proof: FORWARDING,
    source: null,
    examples: [
      'E1120 10:15:02.118273 1712 dns.go:153] "Nameserver limits exceeded" err="Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.80.0.53 10.80.0.54 10.80.0.55"',
    ],
  },
  {
    id: 'api-name-unresolved',
    title: 'nodeadm cannot resolve the API endpoint',
    rank: 'symptom',
    patterns: ['api-server-endpoint-resolution-validation', 'Ensure DNS server settings'],
    cause:
      'nodeadm’s own look at the cluster endpoint failed; the error beside it says at which step.',
    remedy: 'See what the resolver says:\n$ dig +short CLUSTER_ENDPOINT\n$ resolvectl status',
    proof: FORWARDING,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Validation failed","validation":"api-server-endpoint-resolution-validation","remediation":"Ensure DNS server settings and network connectivity are correct"}',
    ],
  },
];
