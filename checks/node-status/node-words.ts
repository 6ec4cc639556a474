import type { NodeCondition } from '#lib/kubernetes/node.ts';

/** What findings of the node speak of. */
export type NodeWords = {
  readonly name: string;
  readonly cluster: string;
  readonly kubeconfig: string;
  readonly cni: string;
  /** What kubectl says; empty where it answered. */
  readonly said: string;
  /** How long the node was asked for. */
  readonly afterMs: number;
  readonly condition: NodeCondition;
  /** Its addresses in the cluster. */
  readonly announced: readonly string[];
  /** This host's, or the one that the config names. */
  readonly own: readonly string[];
  readonly networks: readonly string[];
  /** Its label; empty without. */
  readonly computeType: string;
};

export const EXAMPLE: NodeWords = {
  ...{ name: 'mi-0123456789abcdef0', cluster: 'prod', kubeconfig: '/var/lib/kubelet/kubeconfig' },
  ...{ cni: 'cilium', said: '', afterMs: 800, computeType: '' },
  condition: {
    ...{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' },
    message: 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady',
  },
  ...{ announced: ['10.80.1.77'], own: ['10.80.1.10'], networks: ['10.80.0.0/16'] },
};

export const EXPLAIN_LOG = '$ journalctl -u kubelet --since -1h | hybrid-preflight explain-log';

export function describe({ name }: NodeWords): string {
  return `$ kubectl describe node ${name}`;
}

/** The condition as the API has it. */
export function conditionOf({ condition }: NodeWords): string {
  const { type, status, reason, message } = condition;
  const why = [reason, message].filter((text) => text !== '').join(': ');
  return `${type} is ${status}${why === '' ? '' : ` (${why})`}`;
}
