import { message } from '#core/messages.ts';
import { conditionOf, describe, EXAMPLE, EXPLAIN_LOG, type NodeWords } from './node-words.ts';

/** Words for what the API says of the node. */
export const nodeMessages = {
  notRegistered: message<NodeWords>({
    severity: 'fail',
    title: 'The node is not registered',
    example: {
      ...EXAMPLE,
      said: 'Error from server (NotFound): nodes "mi-0123456789abcdef0" not found',
    },
    detail: ({ name, cluster, said, afterMs }) =>
      `The API of ${cluster} lets this host in, and has no node ${name}${waited(afterMs)}: ${said}. The kubelet did not register, somebody has deleted the node, or its name is another.`,
    fix: ({ name }) =>
      `Let the kubelet say why, and register again:\n${EXPLAIN_LOG}\n$ sudo systemctl restart kubelet\n$ kubectl get node ${name}`,
  }),
  noNetwork: message<NodeWords>({
    severity: 'fail',
    title: 'The node is not Ready: it has no network plugin',
    example: EXAMPLE,
    detail: (facts) =>
      `${facts.name}: ${conditionOf(facts)}${waited(facts.afterMs)}. It stays so until the network plugin’s pod runs on it.`,
    fix: ({ cni, name }) =>
      `${cni === 'none' ? 'Install Cilium or Calico for hybrid nodes' : `See why ${cni} does not run here: its affinity must take eks.amazonaws.com/compute-type=hybrid, its image must be pulled`}:\n$ kubectl get pods -A -o wide --field-selector spec.nodeName=${name}\n$ ls /etc/cni/net.d`,
  }),
  notReady: message<NodeWords>({
    severity: 'fail',
    title: 'The node is not Ready',
    example: {
      ...EXAMPLE,
      condition: {
        ...{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' },
        message: 'PLEG is not healthy',
      },
    },
    detail: (facts) => `${facts.name}: ${conditionOf(facts)}${waited(facts.afterMs)}.`,
    fix: (facts) => `Let the kubelet say more:\n${EXPLAIN_LOG}\n${describe(facts)}`,
  }),
  kubeletSilent: message<NodeWords>({
    severity: 'fail',
    title: 'The cluster hears nothing from the node',
    example: {
      ...EXAMPLE,
      condition: {
        ...{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown' },
        message: 'Kubelet stopped posting node status.',
      },
    },
    detail: (facts) =>
      `${facts.name} is registered, and ${facts.condition.status === '' ? 'has no condition Ready' : conditionOf(facts)}${waited(facts.afterMs)}: its kubelet does not run, or no longer reaches the API.`,
    fix: (facts) =>
      `See whether it runs, and whether idle connections last (checks.api-server.idleSeconds):\n$ systemctl status kubelet\n${EXPLAIN_LOG}\n${describe(facts)}`,
  }),
  underPressure: message<NodeWords>({
    severity: 'warn',
    title: 'The node is short of something',
    example: {
      ...EXAMPLE,
      condition: {
        ...{ type: 'DiskPressure', status: 'True', reason: 'KubeletHasDiskPressure' },
        message: 'kubelet has disk pressure',
      },
    },
    detail: (facts) =>
      `${facts.name}: ${conditionOf(facts)}. It takes no new pods, and ends some that it has.`,
    fix: (facts) =>
      `Make room, or give it more:\n${describe(facts)}\n$ df -h /var/lib/kubelet /var/lib/containerd && free -h`,
  }),
  addressElsewhere: message<NodeWords>({
    severity: 'fail',
    title: 'The node announces an address that is not its own',
    example: EXAMPLE,
    detail: ({ name, announced, own }) =>
      `In the cluster ${name} has ${announced.length === 0 ? 'no InternalIP' : announced.join(', ')}; this host has ${own.join(', ')}. The API calls the kubelet by the announced address: logs, exec and webhooks go elsewhere.`,
    fix: () =>
      'See that no two hosts have one name; then let the kubelet announce the right address (its flag --node-ip, or what the host’s name resolves to) and start it anew:\n$ getent ahostsv4 "$(hostname)"\n$ sudo systemctl restart kubelet',
  }),
  addressOutside: message<NodeWords>({
    severity: 'fail',
    title: 'The node’s address is outside of the node networks',
    example: { ...EXAMPLE, announced: ['192.0.2.10'] },
    detail: ({ name, announced, networks }) =>
      `${name} announces ${announced.join(', ')}; the remote node networks are ${networks.join(', ')}. AWS has no way to it, and does not sign its kubelet’s certificate.`,
    fix: ({ cluster }) =>
      `Let the kubelet announce an address inside (--node-ip), or add the network to the cluster:\n$ aws eks update-cluster-config --name ${cluster} --remote-network-config file://remote-networks.json`,
  }),
  notHybrid: message<NodeWords>({
    severity: 'warn',
    title: 'The node is not labelled as a hybrid node',
    example: EXAMPLE,
    detail: ({ name, computeType }) =>
      `${name} has ${computeType === '' ? 'no label eks.amazonaws.com/compute-type' : `the label eks.amazonaws.com/compute-type=${computeType}`}, and not the hybrid that nodeadm gives it: network plugins, add-ons and the signing of its certificate go by it.`,
    fix: ({ name }) =>
      `See how it came in (another name, another way to join), or put it back:\n$ kubectl label node ${name} eks.amazonaws.com/compute-type=hybrid --overwrite`,
  }),
  cordoned: message<NodeWords>({
    severity: 'note',
    title: 'The node takes no new pods',
    example: EXAMPLE,
    detail: ({ name }) => `Somebody has cordoned ${name} (spec.unschedulable).`,
    fix: ({ name }) => `When it shall take pods again:\n$ kubectl uncordon ${name}`,
  }),
};

/** A node that was asked for once has not been waited for. */
function waited(afterMs: number): string {
  return afterMs < 5000 ? '' : ` after ${Math.round(afterMs / 1000)} s of waiting`;
}
