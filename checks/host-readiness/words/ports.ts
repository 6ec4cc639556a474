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
