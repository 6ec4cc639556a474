import type { Finding } from '#core/finding.ts';
import type { OpenSocket } from '#core/host-state.ts';
import { isJoining, type Stage, stageOf } from '#core/stage.ts';
import { isLoopback } from '#lib/host/host-name.ts';
import { defineArea } from '../area.ts';
import { say } from '../messages.ts';
import { type NodePort, portsOf } from '../required-ports.ts';

type PortsTarget = { readonly ports: readonly NodePort[]; readonly stage: Stage };
/** Only the sockets at ports that are asked for, and at ports of services. */
type PortFacts = { readonly taken: readonly OpenSocket[] };

/** kube-apiserver's --service-node-port-range, which EKS leaves as it is. */
const NODE_PORTS = { first: 30_000, last: 32_767 };

/** What the API calls for logs, exec and port-forward. */
const KUBELET_PORT = { protocol: 'tcp', port: 10_250 } as const;

const MOST_SHOWN = 20;

export const ports = defineArea({
  name: 'ports',
  target: (site): PortsTarget => ({ ports: portsOf(site), stage: stageOf(site) }),
  look: async ({ hostState }, { ports }): Promise<PortFacts> => {
    const sockets = await hostState.sockets();
    const taken = sockets.filter(
      (socket) => ports.some((one) => isAt(socket, one)) || isNodePort(socket),
    );
    return { taken: taken.slice(0, 100) };
  },
  judge: (facts: PortFacts, target: PortsTarget) =>
    isJoining(stageOf(target)) ? judgeNode(facts, target) : judgeTaken(facts, target),
});

function judgeTaken({ taken }: PortFacts, { ports }: PortsTarget): readonly Finding[] {
  return [
    ...ports.flatMap((port) => takenFinding(port, taken)),
    ...nodePortFindings(taken.filter(isNodePort)),
  ];
}

/** After nodeadm init the ports are in use as they should be, so that a socket without a name accuses nobody. */
function judgeNode({ taken }: PortFacts, target: PortsTarget): readonly Finding[] {
  const named = taken.filter(({ owner }) => owner !== null);
  const unnamed = taken.filter(({ owner }) => owner === null);
  const isHeld = taken.some((socket) => isAt(socket, KUBELET_PORT));
  return [
    ...judgeTaken({ taken: named }, target),
    ...(isHeld ? [] : [say.kubeletSilent({ port: KUBELET_PORT.port })]),
    ...(unnamed.length === 0 ? [] : [say.portOwnersUnseen({ ports: numbersOf(unnamed) })]),
  ];
}

/** One finding a port, whatever the number of its sockets; whoever has it by right is where it should be. */
function takenFinding(port: NodePort, taken: readonly OpenSocket[]): readonly Finding[] {
  const socket = taken.find((one) => isAt(one, port) && !isRightful(one, port));
  if (socket === undefined) return [];
  const { protocol, port: number, component } = port;
  const owner = ownerOf(socket);
  return [
    say.portTaken({
      ...{ protocol, port: number, component, owner },
      address: socket.address ?? 'every address',
    }),
  ];
}

function isAt(
  { protocol, port }: OpenSocket,
  wanted: Pick<NodePort, 'protocol' | 'port'>,
): boolean {
  return protocol === wanted.protocol && port === wanted.port;
}

function isRightful({ owner }: OpenSocket, { owners }: NodePort): boolean {
  return owner !== null && owners.some((name) => owner === name || owner.startsWith(`${name} (`));
}

/** kube-proxy holds the ports of services itself, in some of its modes. */
function isNodePort({ address, port, owner }: OpenSocket): boolean {
  const isOurs = owner?.startsWith('kube-proxy (') === true;
  const isOpen = address === null || !isLoopback(address);
  return isOpen && !isOurs && NODE_PORTS.first <= port && port <= NODE_PORTS.last;
}

function nodePortFindings(taken: readonly OpenSocket[]): readonly Finding[] {
  if (taken.length === 0) return [];
  const ports = numbersOf(taken);
  const owners = [...new Set(taken.map(ownerOf))].slice(0, MOST_SHOWN);
  return [say.nodePortsTaken({ ports, owners })];
}

function numbersOf(sockets: readonly OpenSocket[]): readonly number[] {
  return [...new Set(sockets.map(({ port }) => port))].slice(0, MOST_SHOWN);
}

function ownerOf({ owner }: OpenSocket): string {
  return owner ?? 'a process that only root may name';
}
