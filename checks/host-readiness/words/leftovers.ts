import { message } from '#core/messages.ts';

export type Traces = { readonly traces: readonly string[] };

export const leftoversWords = {
  alreadyNode: message<Traces>({
    severity: 'note',
    title: 'A kubelet runs here already',
    example: { traces: ['/etc/kubernetes', 'kubelet (unit active)'] },
    detail: ({ traces }) => `This host is, or was, a node: ${traces.join(', ')}.`,
    fix: () =>
      'Nothing, where it is a node of this cluster. To join another one, take it out first:\n$ sudo nodeadm uninstall',
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
    title: 'Traces of an earlier join could not be looked for',
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
