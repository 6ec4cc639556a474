import type { KnownError } from './known-error.ts';
import { AWS_SIGNER } from './proofs.ts';
import { TROUBLESHOOTING } from './sources.ts';

const SHOW_CHAIN =
  '$ openssl s_client -connect {host|HOST}:443 -servername {host|HOST} -showcerts </dev/null | openssl x509 -noout -issuer -subject';

/** Certificates that are not trusted, and devices in between. */
export const TLS_ERRORS: readonly KnownError[] = [
  {
    id: 'wrong-cluster-ca',
    title: 'The API’s certificate is of another cluster',
    rank: 'exact',
    patterns: [
      'x509: certificate signed by unknown authority (possibly because of * candidate authority certificate "kubernetes")',
    ],
    cause:
      'This host holds the CA of one cluster and talks to another: the certificate authority in nodeConfig.yaml is of an older or a different cluster, or the endpoint is.',
    remedy:
      'Take both from the same cluster, then nodeadm uninstall, install and init:\n$ aws eks describe-cluster --name NAME --query "cluster.[endpoint,certificateAuthority.data]"',
    proof: {
      check: 'api-server',
      shows:
        'whether the cluster’s authority signed what each interface of the API shows, where cluster.certificateAuthority names it',
    },
    source: TROUBLESHOOTING,
    examples: [
      'Get "https://0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com/api/v1/nodes": tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "kubernetes")',
    ],
  },
  {
    id: 'tls-intercepted',
    title: 'A device in between signs certificates itself',
    rank: 'exact',
    patterns: [
      'https://{host}* x509: certificate signed by unknown authority (possibly because of * candidate authority certificate "{issuer}"',
      'x509: certificate signed by unknown authority (possibly because of * candidate authority certificate "{issuer}"',
      'self-signed certificate in certificate chain',
      'self signed certificate in certificate chain',
    ],
    cause:
      'The certificate of {host|the server} comes from “{issuer|a private CA}”, which this host does not trust as it stands. Amazon’s endpoints show certificates of Amazon; another signer is a proxy or firewall that opens TLS.',
    remedy: `Exempt the AWS and EKS endpoints from inspection: client certificates and the cluster’s own CA do not survive it. See who signs:\n${SHOW_CHAIN}`,
    proof: AWS_SIGNER,
    source: TROUBLESHOOTING,
    examples: [
      'Get "https://api.ecr.eu-west-1.amazonaws.com/": tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: cannot verify signature: insecure algorithm SHA1-RSA" while trying to verify candidate authority certificate "Example Corp Inspection CA")',
      'curl: (60) SSL certificate problem: self-signed certificate in certificate chain',
    ],
  },
  {
    id: 'tls-unknown-authority',
    title: 'The certificate’s issuer is not trusted',
    rank: 'kind',
    patterns: [
      'https://{host}* x509: certificate signed by unknown authority',
      'x509: certificate signed by unknown authority',
      'unable to get local issuer certificate',
      'server certificate verification failed',
      'certificate verify failed',
      'tls: unknown certificate authority',
    ],
    cause:
      'What {host|the server} shows is signed by a CA that this host does not know: TLS is inspected on the way, the CA certificates of the host are old, a private registry’s CA is missing, or the cluster CA is of another cluster.',
    remedy: `See who signed it. If it is your proxy, exempt the endpoint; if it is your own registry, add its CA to the host and to containerd (/etc/containerd/certs.d):\n${SHOW_CHAIN}`,
    proof: {
      check: 'registry',
      shows:
        'whether containerd, and the authority that the config names, trust each of targets.registries; api-server and aws-endpoints look at theirs alike',
    },
    source: TROUBLESHOOTING,
    examples: [
      'Get "https://harbor.company.local/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'curl: (60) SSL certificate problem: unable to get local issuer certificate',
    ],
  },
  {
    id: 'tls-wrong-name',
    title: 'The certificate is for another name',
    rank: 'kind',
    patterns: [
      'x509: certificate is valid for * not {host}',
      'x509: certificate is not valid for any names, but wanted to match {host}',
      "because it doesn't contain any IP SANs",
      'no alternative certificate subject name matches target host name',
    ],
    cause:
      'Whoever answered is not {host|the name that was asked}: DNS leads to the wrong server, a proxy answers in its own name, or an address is used where the certificate holds names.',
    remedy: `See what answers, and where the name leads:\n$ dig +short {host|HOST}\n${SHOW_CHAIN}`,
    proof: {
      check: 'dns-forwarding',
      shows: 'whether names lead to the network that they should',
    },
    source: null,
    examples: [
      'tls: failed to verify certificate: x509: certificate is valid for proxy.company.local, not ssm.eu-west-1.amazonaws.com',
    ],
  },
  {
    id: 'certificate-expired',
    title: 'A certificate has expired',
    rank: 'kind',
    patterns: [
      'x509: certificate has expired or is not yet valid: current time * is after',
      'certificate has expired',
      'part of the existing bootstrap client certificate * is expired',
    ],
    cause:
      'The certificate is past its last day, or this host’s clock is ahead. A node that was off for long holds an expired certificate of its own.',
    remedy: `Look at the clock first, then at the dates:\n$ timedatectl\n$ openssl s_client -connect HOST:443 </dev/null | openssl x509 -noout -dates`,
    proof: {
      check: 'host-readiness',
      shows:
        'the host’s clock, and the dates of the certificate for IAM Roles Anywhere; api-server and registry show those of their servers',
    },
    source: null,
    examples: [
      'x509: certificate has expired or is not yet valid: current time 2026-11-20T10:15:00Z is after 2026-10-01T00:00:00Z',
    ],
  },
  {
    id: 'tls-plain-answer',
    title: 'TLS was spoken to a port that does not',
    rank: 'kind',
    patterns: [
      'http: server gave HTTP response to HTTPS client',
      'tls: first record does not look like a TLS handshake',
      'wrong version number',
    ],
    cause:
      'The answer was no TLS: a registry that serves plain HTTP, a wrong port, or a proxy that answers with a page.',
    remedy:
      'Give the registry TLS, or tell containerd that it has none: /etc/containerd/certs.d/REGISTRY/hosts.toml with server = "http://REGISTRY".',
    proof: { check: 'registry', shows: 'whether each of targets.registries speaks TLS' },
    source: 'https://github.com/containerd/containerd/blob/main/docs/hosts.md',
    examples: [
      'failed to do request: Head "https://registry.company.local:5000/v2/app/manifests/1": http: server gave HTTP response to HTTPS client',
    ],
  },
  {
    id: 'tls-alert',
    title: 'The other side ends the TLS handshake',
    rank: 'kind',
    patterns: [
      'https://{host}* remote error: tls: ',
      'remote error: tls: ',
      'sslv3 alert handshake failure',
      'tlsv1 alert',
    ],
    cause:
      'The server, or a device that answers for it, sent a TLS alert: no common version or cipher, or it did not like the client’s certificate.',
    remedy: `See how far the handshake comes:\n${SHOW_CHAIN}`,
    proof: {
      check: 'api-server',
      shows:
        'whether each interface of the API takes this host’s TLS handshake; aws-endpoints asks AWS’s endpoints alike',
    },
    source: null,
    examples: ['Get "https://harbor.company.local/v2/": remote error: tls: handshake failure'],
  },
];
