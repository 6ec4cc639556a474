import { message } from '#core/messages.ts';

export type Traces = { readonly traces: readonly string[] };

export const leftoversWords = {
  alreadyNode: message<Traces>({
    severity: 'warn',
    title: 'A kubelet runs here already',
    example: { traces: ['/etc/kubernetes', 'kubelet (unit active)'] },
    detail: ({ traces }) => `This host is, or was, a node: ${traces.join(', ')}.`,
    fix: () =>
      'Where it is a node of this cluster, look at it as one: hybrid-preflight run --stage after-join. To join another one, take it out first:\n$ sudo nodeadm uninstall',
  }),
  kubeletStopped: message<{ readonly state: string }>({
    severity: 'fail',
    title: 'The kubelet does not run',
    example: { state: 'activating' },
    detail: ({ state }) =>
      `nodeadm init starts it and systemd keeps it going; now the unit is ${state}.`,
    fix: () =>
      'Let its log say why, then start it:\n$ journalctl -u kubelet --since -1h | hybrid-preflight explain-log\n$ sudo systemctl restart kubelet',
  }),
  kubeletUnknown: message<{ readonly state: string }>({
    severity: 'inconclusive',
    title: 'Whether the kubelet runs cannot be told',
    example: { state: 'unknown' },
    detail: () => 'systemctl tells nothing of the unit kubelet.',
    fix: () => 'Look by hand:\n$ systemctl status kubelet',
  }),
  pluginAbsent: message<{ readonly cni: string }>({
    severity: 'fail',
    title: 'The node has no network plugin',
    example: { cni: 'cilium' },
    detail: ({ cni }) =>
      `Neither a config in /etc/cni/net.d nor an interface of ${cni} is there: the node stays NotReady, and no pod gets an address.`,
    fix: ({ cni }) =>
      `See why the pod of ${cni} on this node does not start:\n$ kubectl -n kube-system get pods -o wide`,
  }),
  joinLeftovers: message<Traces>({
    severity: 'warn',
    title: 'Traces of an earlier join are left',
    example: { traces: ['/etc/eks/kubelet/environment', '/var/lib/kubelet/pki'] },
    detail: ({ traces }) =>
      `${traces.join(', ')}. nodeadm init warns of them; an old certificate of the kubelet makes it fail.`,
    fix: () => 'Take the old node out as it came, then look again:\n$ sudo nodeadm uninstall',
  }),
  cniLeftovers: message<Traces>({
    severity: 'warn',
    title: 'Traces of another network plugin are left',
    example: { traces: ['/etc/cni/net.d/10-calico.conflist', 'interface vxlan.calico'] },
    detail: ({ traces }) =>
      `${traces.join(', ')}. The node would report Ready by an old config, and its pods hang on interfaces that lead nowhere.`,
    fix: ({ traces }) =>
      `Remove them, or start the host anew where only interfaces are left:\n${removal(traces)}`,
  }),
  leftoversUnseen: message<{ readonly paths: readonly string[] }>({
    severity: 'inconclusive',
    title: 'Traces of a join could not be looked for',
    example: { paths: ['/var/lib/kubelet/pki'] },
    detail: ({ paths }) => `This user may not look into ${paths.join(', ')}.`,
    fix: () => 'Run as root: sudo hybrid-preflight run',
  }),
};

function removal(traces: readonly string[]): string {
  return traces
    .map((trace) =>
      trace.startsWith('interface ')
        ? `$ sudo ip link delete ${trace.slice('interface '.length)}`
        : `$ sudo rm -r ${trace}`,
    )
    .join('\n');
}
