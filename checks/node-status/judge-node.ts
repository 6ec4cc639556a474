import type { Finding } from '#core/finding.ts';
import { networkHolding } from '#lib/cidr/network-holding.ts';
import type { ComplaintKind } from '#lib/kubernetes/complaint.ts';
import { conditionNamed, type NodeCondition, type NodeFacts } from '#lib/kubernetes/node.ts';
import { type NodeWords, say } from './messages.ts';
import { haveCommon } from './own-addresses.ts';
import type { NodeMeasurement, NodeTarget } from './target.ts';

/** What each complaint of kubectl's is called. */
const SAYINGS = {
  'not-found': 'notRegistered',
  unauthorised: 'unauthorised',
  forbidden: 'forbidden',
  credentials: 'noCredentials',
  untrusted: 'apiUntrusted',
  unreachable: 'apiUnreachable',
  unclear: 'kubectlUnclear',
} as const satisfies Readonly<Record<ComplaintKind, keyof typeof say>>;

export function judgeAnswer(target: NodeTarget, measurement: NodeMeasurement): readonly Finding[] {
  const { answer } = measurement;
  const facts = factsOf(target, measurement);
  switch (answer.kind) {
    case 'no-name':
      return [say.nodeNameUnknown(facts)];
    case 'no-kubectl':
      return [say.kubectlAbsent(facts)];
    case 'kubeconfig-absent':
      return [say.kubeconfigAbsent(facts)];
    case 'kubeconfig-forbidden':
      return [say.kubeconfigUnseen(facts)];
    case 'failed':
      return [say[SAYINGS[answer.what]]({ ...facts, said: answer.said })];
    case 'node':
      return judgeNode(answer.node, target, facts);
  }
}

function factsOf(
  { kubeconfig, cluster, cni }: NodeTarget,
  { name, afterMs, addresses }: NodeMeasurement,
): NodeWords {
  const condition = { type: '', status: '', reason: '', message: '' };
  return {
    ...{ name, kubeconfig, cluster, cni, said: '', afterMs, condition },
    ...{ announced: [], own: addresses, networks: [], computeType: '' },
  };
}

function judgeNode(node: NodeFacts, target: NodeTarget, facts: NodeWords): readonly Finding[] {
  return [
    ...judgeReadiness(node, facts),
    ...judgePressure(node, facts),
    ...judgeAddresses(node, target, facts),
    ...(node.computeType === 'hybrid'
      ? []
      : [say.notHybrid({ ...facts, computeType: node.computeType ?? '' })]),
    ...(node.isUnschedulable ? [say.cordoned(facts)] : []),
  ];
}

/** As the kubelet (NetworkPluginNotReady, cni plugin not initialized) and cloud providers have it. */
const NETWORK_WORDS = /NetworkPluginNotReady|network plugin|cni plugin|NetworkReady=false/i;

function judgeReadiness(node: NodeFacts, facts: NodeWords): readonly Finding[] {
  const network = conditionNamed(node, 'NetworkUnavailable');
  const condition = conditionNamed(node, 'Ready');
  if (condition?.status === 'True') {
    return network?.status === 'True' ? [say.noNetwork({ ...facts, condition: network })] : [];
  }
  if (condition?.status !== 'False') {
    return [say.kubeletSilent({ ...facts, condition: condition ?? facts.condition })];
  }
  return [
    lacksNetwork(condition)
      ? say.noNetwork({ ...facts, condition })
      : say.notReady({ ...facts, condition }),
  ];
}

function lacksNetwork({ reason, message }: NodeCondition): boolean {
  return NETWORK_WORDS.test(`${reason} ${message}`);
}

function judgePressure({ conditions }: NodeFacts, facts: NodeWords): readonly Finding[] {
  return conditions
    .filter(({ type, status }) => type.endsWith('Pressure') && status === 'True')
    .map((condition) => say.underPressure({ ...facts, condition }));
}

function judgeAddresses(
  { internalAddresses: announced }: NodeFacts,
  { nodeAddress, remoteNodes: networks }: NodeTarget,
  facts: NodeWords,
): readonly Finding[] {
  const own = nodeAddress === null ? facts.own : [nodeAddress];
  const words = { ...facts, announced, own, networks };
  if (!haveCommon(announced, own)) return [say.addressElsewhere(words)];
  const isInside =
    networks.length === 0 || announced.some((one) => networkHolding(one, networks) !== undefined);
  return isInside ? [] : [say.addressOutside(words)];
}
