import type { KnownError, Proof } from './known-error.ts';
import { CONTAINERD } from './proofs.ts';
import { NETWORKING, TROUBLESHOOTING } from './sources.ts';

const TO_API: Proof = {
  check: 'firewall-ports',
  shows: 'whether each API interface accepts connections from this host',
};

/** The kubelet and containerd on the node itself. */
export const KUBELET_ERRORS: readonly KnownError[] = [
  {
    id: 'cluster-ca-file-missing',
    title: 'The cluster’s CA file is missing',
    rank: 'exact',
    patterns: ['unable to load client CA file'],
    cause:
      'The kubelet cannot read /etc/kubernetes/pki/ca.crt, which nodeadm init writes: init did not come so far, or its leftovers were removed.',
    remedy: 'Run nodeadm init again; see what stopped it the last time.',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'E1120 10:15:02.118273 1712 run.go:72] "command failed" err="failed to construct kubelet dependencies: unable to load client CA file /etc/kubernetes/pki/ca.crt: open /etc/kubernetes/pki/ca.crt: no such file or directory"',
    ],
  },
  {
    id: 'swap-on',
    title: 'Swap is on',
    rank: 'exact',
    patterns: ['running with swap on is not supported'],
    cause:
      'The kubelet does not start with swap unless told to. nodeadm turns off swap files, but not a swap partition.',
    remedy:
      'Turn it off, and remove it from fstab:\n$ swapoff -a\n$ sed -i.bak "/\\sswap\\s/d" /etc/fstab',
    proof: { check: 'host-readiness', shows: 'which swap is in use, and which comes back' },
    source: null,
    examples: [
      'E1120 10:15:02.118273 1712 run.go:72] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false"',
    ],
  },
  {
    id: 'cgroup-driver-mismatch',
    title: 'kubelet and containerd use different cgroup drivers',
    rank: 'exact',
    patterns: [
      'cgroup driver: "{name}" is different from',
      'expected cgroupsPath to be of format "slice:prefix:name"',
    ],
    cause:
      'One of the two asks systemd for control groups and the other makes them itself: pods do not start.',
    remedy:
      'Set SystemdCgroup = true in /etc/containerd/config.toml, as nodeadm does, and restart containerd and kubelet.',
    proof: CONTAINERD,
    source: null,
    examples: [
      'runc create failed: expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/kubepods/besteffort/pod1"',
    ],
  },
  {
    id: 'containerd-not-running',
    title: 'containerd does not answer the kubelet',
    rank: 'exact',
    patterns: [
      'dial unix {/run|/var/run}/containerd/containerd.sock: connect: ',
      'unix:///run/containerd/containerd.sock": rpc error: code = Unavailable',
      'Container runtime is not ready',
    ],
    cause:
      'The socket of containerd is missing or closed: the service failed, or is still starting.',
    remedy: 'See why:\n$ systemctl status containerd\n$ journalctl -u containerd -n 50',
    proof: CONTAINERD,
    source: null,
    examples: [
      'connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: no such file or directory"',
    ],
  },
  {
    id: 'containerd-cri-off',
    title: 'containerd runs without its Kubernetes part',
    rank: 'exact',
    patterns: [
      'unknown service runtime.v1.RuntimeService',
      'unknown service runtime.v1alpha2.RuntimeService',
    ],
    cause:
      'The containerd of a distribution or of Docker comes with disabled_plugins = ["cri"], or is too old for this kubelet.',
    remedy:
      'Remove that line from /etc/containerd/config.toml, then:\n$ systemctl restart containerd',
    proof: CONTAINERD,
    source: 'https://github.com/containerd/containerd/blob/main/docs/cri/config.md',
    examples: [
      'validate CRI v1 runtime API for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService',
    ],
  },
  {
    id: 'too-many-files',
    title: 'The host is out of file or inotify handles',
    rank: 'exact',
    patterns: ['too many open files', 'inotify_add_watch: no space left on device'],
    cause:
      'A limit of the host is too low for a node: open files of a service, or inotify instances and watches.',
    remedy:
      'Raise them:\n$ sysctl -w fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288\n$ systemctl show kubelet containerd -p LimitNOFILE',
    proof: { check: 'host-readiness', shows: 'the limits on open files and on inotify' },
    source: null,
    examples: ['failed to create fsnotify watcher: too many open files'],
  },
  {
    id: 'kubelet-version-skew',
    title: 'The kubelet’s version does not fit the cluster’s',
    rank: 'exact',
    patterns: ['kubelet-version-skew-validation'],
    cause: 'A kubelet may be as new as the API and up to three minor versions older, no newer.',
    remedy:
      'Install the cluster’s version: nodeadm uninstall, then nodeadm install VERSION.\n$ aws eks describe-cluster --name NAME --query cluster.version',
    proof: {
      check: 'node-status',
      shows: 'both versions, and how far apart they may be',
    },
    source: 'https://kubernetes.io/releases/version-skew-policy/',
    examples: [
      '{"level":"error","msg":"Validation failed","validation":"kubelet-version-skew-validation","error":"kubelet version 1.35 is not supported for cluster version 1.33"}',
    ],
  },
  {
    id: 'kubelet-certificate-foreign',
    title: 'A kubelet certificate of another cluster is left',
    rank: 'exact',
    patterns: ['kubelet-cert-validation'],
    cause: '/var/lib/kubelet/pki holds a serving certificate that this cluster’s CA did not sign.',
    remedy: 'Remove it, and init again:\n$ rm /var/lib/kubelet/pki/kubelet-server-current.pem',
    proof: {
      check: 'node-status',
      shows: 'whether the cluster’s authority signed it, and its dates and addresses',
    },
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Validation failed","validation":"kubelet-cert-validation","error":"kubelet certificate is not valid for the current cluster"}',
    ],
  },
  {
    id: 'kubelet-config-missing',
    title: 'The kubelet’s configuration is missing',
    rank: 'exact',
    patterns: ['failed to load kubelet config file', 'failed to load Kubelet config file'],
    cause:
      'nodeadm init writes it, and did not come so far. The kubelet restarts until it is there.',
    remedy: 'Run nodeadm init, and see what stops it.',
    proof: null,
    source: null,
    examples: [
      '"command failed" err="failed to load kubelet config file, path: /etc/kubernetes/kubelet/config.json, error: open /etc/kubernetes/kubelet/config.json: no such file or directory"',
    ],
  },
  {
    id: 'pleg-unhealthy',
    title: 'containerd is too slow for the kubelet',
    rank: 'kind',
    patterns: ['PLEG is not healthy'],
    cause:
      'Listing the containers takes minutes: the disk is slow, memory is short, or containerd hangs.',
    remedy:
      'Look at the load, then at containerd:\n$ cat /proc/pressure/io /proc/pressure/memory\n$ journalctl -u containerd -n 50',
    proof: null,
    source: null,
    examples: [
      'skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m7.6s ago; threshold is 3m0s',
    ],
  },
  {
    id: 'heartbeat-fails',
    title: 'The node’s heartbeats do not arrive',
    rank: 'symptom',
    patterns: [
      'Failed to update lease',
      'Failed to ensure lease exists, will retry',
      'Error updating node status, will retry',
      'Unable to update node status',
    ],
    cause:
      'The kubelet could not renew its lease. After 40 s the node counts as unreachable, after 300 s more its pods are replaced elsewhere. The error beside it says why.',
    remedy:
      'Mend the cause that stands beside it, or in the lines before:\n$ journalctl -u kubelet --since -10min',
    proof: TO_API,
    source:
      'https://docs.aws.amazon.com/eks/latest/best-practices/hybrid-nodes-network-disconnections.html',
    examples: [
      'E1120 10:15:02.118273 1712 controller.go:145] "Failed to ensure lease exists, will retry" err="Get ..." interval="7s"',
    ],
  },
  {
    id: 'node-not-registered',
    title: 'The node does not register',
    rank: 'symptom',
    patterns: [
      'Unable to register node with API server',
      'Attempting to register node',
      'Error getting the current node from lister',
    ],
    cause:
      'The cluster does not know this node yet. Seen once or twice it is the normal course; seen again and again, the error beside it says why.',
    remedy:
      'Mend what stands beside it, or in the lines before:\n$ journalctl -u kubelet --since -10min',
    proof: TO_API,
    source: TROUBLESHOOTING,
    examples: [
      'E1120 10:15:02.118273 1712 kubelet_node_status.go:96] "Unable to register node with API server" err="Post ..." node="hybrid-1"',
    ],
  },
  {
    id: 'api-check-failed',
    title: 'nodeadm does not reach the Kubernetes API',
    rank: 'symptom',
    patterns: ['allows the node to access the Kubernetes API endpoint'],
    cause: 'nodeadm’s own connection to the API failed; the error beside it says at which step.',
    remedy:
      'Try each address of the endpoint by itself:\n$ for a in $(dig +short CLUSTER_ENDPOINT); do nc -zvw3 "$a" 443; done',
    proof: TO_API,
    source: NETWORKING,
    examples: [
      '{"level":"error","msg":"Validation failed","remediation":"Ensure your network configuration allows the node to access the Kubernetes API endpoint"}',
    ],
  },
];
