import { nameInArguments, nameInSubject } from '#lib/kubernetes/node-name.ts';
import { conditionNamed, readNode } from '#lib/kubernetes/node.ts';
import { askApi } from './ask-api.ts';
import { ownAddresses } from './own-addresses.ts';
import type { NodeAnswer, NodeMeasurement, NodeTarget } from './target.ts';
import type { World } from './world.ts';

/** Where nodeadm writes the arguments of the kubelet, --hostname-override among them. */
const ARGUMENTS_FILE = '/etc/eks/kubelet/environment';

/** A kubelet tells the API of a change at once, and of none every ten seconds. */
const AGAIN_MS = 5000;

/** Asks the API for this node; where it is asked to wait, until the node is Ready or the time is over. */
export async function measureNode(
  target: NodeTarget,
  world: World,
  signal: AbortSignal,
): Promise<NodeMeasurement> {
  const name = target.nodeName === '' ? await nameOf(target, world) : target.nodeName;
  const startedMs = world.clock.nowMs();
  const spentMs = (): number => world.clock.nowMs() - startedMs;
  let answer = await ask(name, target, world, signal);
  while (mayChange(answer) && spentMs() + AGAIN_MS <= target.waitMs) {
    await world.clock.sleep(AGAIN_MS, signal);
    answer = await ask(name, target, world, signal);
  }
  const addresses = await ownAddresses(world, signal);
  return { kind: 'node', name, answer, afterMs: Math.round(spentMs()), addresses };
}

/** The name that the kubelet was told, else the one that its certificate was made for. */
async function nameOf(
  { certificate: file }: NodeTarget,
  { hostState, kubelet }: World,
): Promise<string> {
  const settings = await hostState.read(ARGUMENTS_FILE);
  const told = settings.kind === 'text' ? nameInArguments(settings.text) : null;
  if (told !== null) return told;
  const { own } = await kubelet.certificate({ file, authority: null, authorityFile: file });
  return (own.kind === 'read' ? nameInSubject(own.certificate.subject) : null) ?? '';
}

async function ask(
  name: string,
  { kubeconfig, timeoutMs }: NodeTarget,
  world: World,
  signal: AbortSignal,
): Promise<NodeAnswer> {
  if (name === '') return { kind: 'no-name' };
  const path = `/api/v1/nodes/${name}`;
  const answer = await askApi({ kubeconfig, path, timeoutMs }, world, signal);
  if (answer.kind !== 'text') return answer;
  const node = readNode(answer.text);
  return node === null
    ? { kind: 'failed', what: 'unclear', said: 'what came is no node' }
    : { kind: 'node', node };
}

/** A node may still register, or become Ready; a network may come. Files and rights do not by themselves. */
function mayChange(answer: NodeAnswer): boolean {
  if (answer.kind === 'node') return conditionNamed(answer.node, 'Ready')?.status !== 'True';
  return answer.kind === 'failed' && ['not-found', 'unreachable'].includes(answer.what);
}
