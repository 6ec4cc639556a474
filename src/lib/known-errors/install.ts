import type { KnownError, Proof } from './known-error.ts';
import { AWS_ENDPOINT } from './proofs.ts';
import { NETWORKING, TROUBLESHOOTING } from './sources.ts';

const DOWNLOADS: Proof = {
  check: 'firewall-ports',
  shows:
    'whether port 443 of a download host can be reached, where it is named under checks.firewall-ports.extra',
};

/** nodeadm install, packages, leftovers. */
export const INSTALL_ERRORS: readonly KnownError[] = [
  {
    id: 'artifact-host-blocked',
    title: 'Artifacts cannot be downloaded',
    rank: 'exact',
    patterns: [
      'failed reading file from url: https://{host}* max retries achieved for http request',
      'max retries achieved for http request',
    ],
    cause:
      'nodeadm install gave up on {host|a download}: the host is blocked by a firewall or proxy, or does not resolve. The manifest is at hybrid-assets.eks.amazonaws.com, the SSM installer in an S3 bucket of the region.',
    remedy:
      'Allow tcp 443 to hybrid-assets.eks.amazonaws.com, amazon-ssm-REGION.s3.REGION.amazonaws.com and, for IAM Roles Anywhere, rolesanywhere.amazonaws.com:\n$ curl -sSI https://{host|hybrid-assets.eks.amazonaws.com}/manifest.yaml',
    proof: AWS_ENDPOINT,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Command failed","error":"failed reading file from url: https://hybrid-assets.eks.amazonaws.com/manifest.yaml: max retries achieved for http request"}',
    ],
  },
  {
    id: 'package-manager-failed',
    title: 'The package manager cannot update its lists',
    rank: 'symptom',
    patterns: ['failed to run update using package manager'],
    cause:
      'nodeadm install runs apt or dnf update first, and that failed: a mirror or download.docker.com is blocked, or another repository on this host is broken.',
    remedy: 'Run it by hand and mend what it complains about:\n$ apt-get update || dnf makecache',
    proof: DOWNLOADS,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Command failed","error":"failed to run update using package manager: exit status 100"}',
    ],
  },
  {
    id: 'repository-unreachable',
    title: 'A package repository cannot be reached',
    rank: 'symptom',
    patterns: [
      'Failed to fetch {http|https}://{host}',
      'Failed to download metadata for repo',
      'Cannot initiate the connection to {host}',
      'Cannot download repomd.xml',
    ],
    cause:
      'The system’s packages cannot be fetched from {host|a repository}; containerd comes from there.',
    remedy:
      'Allow the mirrors of the distribution, or set up one on premises:\n$ curl -sSI https://{host|MIRROR}/',
    proof: DOWNLOADS,
    source: NETWORKING,
    examples: [
      'E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/noble/InRelease  Unable to connect',
      "Error: Failed to download metadata for repo 'amazonlinux': Cannot prepare internal mirrorlist",
    ],
  },
  {
    id: 'download-altered',
    title: 'A download is not what was published',
    rank: 'kind',
    patterns: [
      'Hash Sum mismatch',
      'checksum mismatch',
      'checksum did NOT match',
      'no checksum match',
    ],
    cause:
      'The bytes differ from their checksum: a proxy put a page or an old copy in their place, a transfer was cut, or an older ssm-setup-cli is left on the host.',
    remedy:
      'Remove older SSM agents, let the proxy neither cache nor scan these hosts, and run nodeadm install again.',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'error while verifying installed ssm-setup-cli checksum: checksum mismatch with latest ssm-setup-cli.',
    ],
  },
  {
    id: 'not-root',
    title: 'nodeadm was not run as root',
    rank: 'exact',
    patterns: ['must run as root', 'must be run as root'],
    cause: 'nodeadm installs packages and writes below /etc: it takes no other user.',
    remedy: 'Run it with sudo.',
    proof: null,
    source: TROUBLESHOOTING,
    examples: ['{"level":"fatal","msg":"Command failed","error":"must run as root"}'],
  },
  {
    id: 'not-installed',
    title: 'nodeadm init runs before nodeadm install',
    rank: 'exact',
    patterns: [
      'components are not installed',
      'fork/exec /opt/aws/ssm-setup-cli: no such file or directory',
    ],
    cause:
      'What init starts is not there. init ends with exit code 0 all the same, so a script goes on.',
    remedy:
      'Run nodeadm install with the cluster’s Kubernetes version and the credential provider, then init.',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Command failed","error":"running register machine command: , error: fork/exec /opt/aws/ssm-setup-cli: no such file or directory"}',
    ],
  },
  {
    id: 'earlier-node-left',
    title: 'Something of an earlier node is left',
    rank: 'exact',
    patterns: [
      'hybrid profile already exists',
      'run nodeadm uninstall',
      'node-inactive-validation',
    ],
    cause:
      'The host was a node before, with another configuration; init does not overwrite what it finds.',
    remedy: 'nodeadm uninstall, nodeadm install, nodeadm init, in this order.',
    proof: { check: 'host-readiness', shows: 'what an earlier join left on this host' },
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Command failed","error":"hybrid profile already exists at /etc/aws/hybrid/config but its contents do not align with the expected configuration"}',
    ],
  },
  {
    id: 'glibc-too-old',
    title: 'The system’s C library is too old',
    rank: 'exact',
    patterns: [
      "version `{name}' not found (required by",
      'GLIBC_{word} not found',
      "GLIBC_{word}' not found",
    ],
    cause:
      'The signing helper of IAM Roles Anywhere was built against a newer glibc than this distribution has.',
    remedy:
      'Use SSM hybrid activations on this host, or a distribution whose C library is as new as the line asks for:\n$ ldd --version',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      "/usr/local/bin/aws_signing_helper: /lib64/libc.so.6: version `GLIBC_2.32' not found (required by /usr/local/bin/aws_signing_helper)",
    ],
  },
  {
    id: 'not-entitled',
    title: 'Red Hat Enterprise Linux is not registered',
    rank: 'exact',
    patterns: ['This system is not registered with an entitlement server'],
    cause: 'Without a subscription dnf has no repositories, and nodeadm install finds no packages.',
    remedy: 'Register the host:\n$ subscription-manager register',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'This system is not registered with an entitlement server. You can use subscription-manager to register.',
    ],
  },
  {
    id: 'disk-full',
    title: 'A disk is full',
    rank: 'kind',
    patterns: ['no space left on device', 'No space left on device'],
    cause:
      'A write failed for want of space: downloads, images, logs and the state of the node share it.',
    remedy: 'Make room, inodes included:\n$ df -h /var/lib /var/log /tmp\n$ df -i /var/lib',
    proof: { check: 'host-readiness', shows: 'how much room the kubelet and images have' },
    source: null,
    examples: [
      'failed to pull and unpack image: write /var/lib/containerd/io.containerd.content.v1.content/ingest/1/data: no space left on device',
    ],
  },
];
