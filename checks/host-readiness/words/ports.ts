import { message } from '#core/messages.ts';

export type Taken = {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly component: string;
  readonly owner: string;
  readonly address: string;
};

const TAKEN: Taken = {
  ...{ protocol: 'tcp', port: 10250, component: 'kubelet' },
  ...{ owner: 'node_exporter (pid 812)', address: 'every address' },
};

export const portsWords = {
  portTaken: message<Taken>({
    severity: 'fail',
    title: 'A port that the node needs is taken',
    example: TAKEN,
    detail: ({ protocol, port, component, owner, address }) =>
      `${protocol}/${port}, for ${component}, is held at ${address} by ${owner}.`,
    fix: ({ protocol, port }) =>
      `Stop it, or give it another port:\n$ sudo ss -Hlnp${protocol === 'tcp' ? 't' : 'u'} 'sport = :${port}'`,
  }),
  kubeletSilent: message<{ readonly port: number }>({
    severity: 'fail',
    title: 'Nobody listens at the kubelet’s port',
    example: { port: 10250 },
    detail: ({ port }) =>
      `nodeadm init has run, and no socket listens at tcp/${port}: kubectl logs and exec fail for every pod of this node.`,
    fix: () =>
      'Let the kubelet’s log say why:\n$ systemctl status kubelet\n$ journalctl -u kubelet --since -1h | hybrid-preflight explain-log',
  }),
  portOwnersUnseen: message<{ readonly ports: readonly number[] }>({
    severity: 'inconclusive',
    title: 'Who holds the ports of the node cannot be told',
    example: { ports: [10250] },
    detail: ({ ports }) =>
      `${ports.join(', ')}: in use, as they should be on a node; only root may name the processes.`,
    fix: () => 'Run the same as root, with sudo.',
  }),
  nodePortsTaken: message<{
    readonly ports: readonly number[];
    readonly owners: readonly string[];
  }>({
    severity: 'warn',
    title: 'Ports of services are taken',
    example: { ports: [30080], owners: ['nginx (pid 944)'] },
    detail: ({ ports, owners }) =>
      `${ports.join(', ')} (30000 to 32767 belong to NodePort services) are held by ${owners.join(', ')}. A service that gets one of them is not reached on this node.`,
    fix: () => 'Give them other ports, or set the range of the cluster apart.',
  }),
};
