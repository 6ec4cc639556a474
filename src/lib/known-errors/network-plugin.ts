import type { KnownError } from './known-error.ts';
import { CLUSTER_DNS } from './proofs.ts';
import { NETWORK_PLUGIN, NETWORKING, TROUBLESHOOTING } from './sources.ts';

/** Cilium and Calico. */
export const PLUGIN_ERRORS: readonly KnownError[] = [
  {
    id: 'cilium-no-api',
    title: 'Cilium does not reach the API',
    rank: 'symptom',
    patterns: ['Unable to contact k8s api-server', 'Unable to initialize Kubernetes subsystem'],
    cause:
      'The agent runs in the host’s network and needs the API to start. Where it takes the place of kube-proxy it cannot use the service address and has to be told the endpoint.',
    remedy:
      'Set k8sServiceHost and k8sServicePort=443 in Cilium’s values where kube-proxy is replaced, and see that the host itself reaches the endpoint.',
    proof: {
      check: 'firewall-ports',
      shows: 'whether each API interface accepts connections from this host',
    },
    source: TROUBLESHOOTING,
    examples: ['level=error msg="Unable to contact k8s api-server" subsys=k8s'],
  },
  {
    id: 'cilium-agent-down',
    title: 'The Cilium agent of this node does not answer',
    rank: 'exact',
    patterns: [
      'unable to connect to Cilium agent',
      'Cilium API client timeout exceeded',
      '%2Fcilium%2Fcilium.sock',
    ],
    cause:
      'The plugin asks the agent for an address, and the agent is starting, crashing, or cannot reach the API.',
    remedy: 'Read the agent’s own log:\n$ kubectl -n kube-system logs ds/cilium --tail=50',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'plugin type="cilium-cni" failed (add): unable to connect to Cilium agent: failed to create cilium agent client after 30.000000 seconds timeout: Get "http://localhost/v1/config": dial unix /var/run/cilium/cilium.sock: connect: no such file or directory',
    ],
  },
  {
    id: 'pod-addresses-exhausted',
    title: 'No addresses are left for pods',
    rank: 'exact',
    patterns: [
      'No more IPs available',
      'no IP addresses available in range set',
      'range is full',
      'no available CIDR',
      'No more pod CIDRs available',
    ],
    cause:
      'The node’s block, or the pool that blocks are cut from, is used up: the pool is too small for that many nodes, or the mask for that many pods.',
    remedy:
      'Widen clusterPoolIPv4PodCIDRList or change clusterPoolIPv4MaskSize (Calico: add an IPPool), and name the wider network in remotePodNetworks.',
    proof: {
      check: 'cidr-overlap',
      shows: 'whether the pod network is large enough for the capacity in the config',
    },
    source: 'https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/',
    examples: [
      'unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure No more IPs available',
      'failed to allocate for range 0: no IP addresses available in range set: 10.85.0.1-10.85.0.126',
    ],
  },
  {
    id: 'calico-node-down',
    title: 'calico-node does not run on this node',
    rank: 'exact',
    patterns: [
      '/var/lib/calico/nodename: no such file or directory',
      'check that the calico/node container is running',
    ],
    cause:
      'The plugin is installed, and its agent has not started here or cannot reach the API or Typha (tcp 5473).',
    remedy: 'Read its log:\n$ kubectl -n calico-system logs ds/calico-node --tail=50',
    proof: null,
    source: NETWORK_PLUGIN,
    examples: [
      'plugin type="calico" failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/',
    ],
  },
  {
    id: 'bgp-not-established',
    title: 'A BGP session does not come up',
    rank: 'exact',
    patterns: ['BGP not established with {address}', 'BIRD is not ready'],
    cause:
      'The node and {address|its BGP neighbour} do not speak: tcp 179 is closed, an AS number or password differs, or the router does not expect this node. Routes to pods are not announced meanwhile.',
    remedy:
      'Compare both ends, and allow tcp 179 between node and router, not towards AWS:\n$ nc -zv {address|ROUTER} 179\n$ cilium bgp peers',
    proof: { check: 'firewall-ports', shows: 'whether tcp 179 of targets.bgpPeers can be reached' },
    source: NETWORKING,
    examples: ['calico/node is not ready: BIRD is not ready: BGP not established with 10.80.0.1'],
  },
  {
    id: 'network-plugin-missing',
    title: 'No network plugin is ready',
    rank: 'symptom',
    patterns: [
      'cni plugin not initialized',
      'NetworkPluginNotReady',
      'no networks found in /etc/cni/net.d',
      'no network config found in /etc/cni/net.d',
      'node.cilium.io/agent-not-ready',
    ],
    cause:
      'The node stays NotReady until Cilium or Calico runs on it. Before one is installed that is the normal course; afterwards the plugin cannot start, mostly for want of the API or of its image.',
    remedy:
      'Install one, or read why it does not start:\n$ ls /etc/cni/net.d\n$ kubectl get pods -A -o wide --field-selector spec.nodeName=NODE',
    proof: {
      check: 'host-readiness',
      shows:
        'whether a network plugin has left its config or interfaces here, with --stage after-join',
    },
    source: TROUBLESHOOTING,
    examples: [
      'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
    ],
  },
  {
    id: 'pod-sandbox-fails',
    title: 'A pod cannot be set up',
    rank: 'symptom',
    patterns: [
      'Failed to create pod sandbox',
      'CreatePodSandboxError',
      'failed to setup network for sandbox',
    ],
    cause:
      'containerd or the network plugin could not prepare the pod; the rest of the line says why.',
    remedy:
      'Read on in containerd’s and in the plugin’s log:\n$ journalctl -u containerd --since -10min',
    proof: null,
    source: null,
    examples: [
      '  Warning  FailedCreatePodSandBox  1s  kubelet  Failed to create pod sandbox: rpc error: code = Unknown',
    ],
  },
  {
    id: 'coredns-no-api',
    title: 'CoreDNS waits for the API',
    rank: 'symptom',
    patterns: ['Still waiting on: "kubernetes"', 'plugin/kubernetes: waiting for Kubernetes API'],
    cause:
      'CoreDNS serves no cluster names before it has read them from the API. Where its pod runs on a hybrid node, pods there do not reach the service address yet.',
    remedy:
      'See what its own lines say of the API, and mend the way from pods to it:\n$ kubectl -n kube-system logs -l k8s-app=kube-dns --tail=50',
    proof: CLUSTER_DNS,
    source: NETWORKING,
    examples: ['[INFO] plugin/ready: Still waiting on: "kubernetes"'],
  },
];
