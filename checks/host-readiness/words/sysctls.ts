import { message } from '#core/messages.ts';

export type Setting = { readonly name: string; readonly is: string; readonly should: string };
type Settings = { readonly settings: readonly Setting[] };

const OVERCOMMIT: Setting = { name: 'vm.overcommit_memory', is: '0', should: '1' };

export const sysctlsWords = {
  forwardingOff: message<Settings>({
    severity: 'warn',
    title: 'The kernel does not forward packets',
    example: { settings: [{ name: 'net.ipv4.ip_forward', is: '0', should: '1' }] },
    detail: ({ settings }) =>
      `${shown(settings)}. Packets of pods end at this host. nodeadm init sets it; a file of /etc/sysctl.d that sets it back is stronger at the next start.`,
    fix: ({ settings }) =>
      `${written(settings)}\nSee that nothing contradicts:\n$ grep -rn ip_forward /etc/sysctl.conf /etc/sysctl.d`,
  }),
  bridgeFilterOff: message<Settings>({
    severity: 'warn',
    title: 'Packets of bridges pass iptables by',
    example: {
      settings: [{ name: 'net.bridge.bridge-nf-call-iptables', is: '0', should: '1' }],
    },
    detail: ({ settings }) =>
      `${shown(settings)}. Services then fail between pods of one bridge. Cilium needs none of it.`,
    fix: ({ settings }) => written(settings),
  }),
  reversePathFilter: message<Settings>({
    severity: 'note',
    title: 'Reverse path filtering is strict',
    example: { settings: [{ name: 'net.ipv4.conf.all.rp_filter', is: '1', should: '0' }] },
    detail: ({ settings }) =>
      `${shown(settings)}. Packets that come by another way than the answer would take are dropped: on interfaces of the network plugin that is pods’ traffic. Cilium and Calico set their own interfaces; systemd may set them back.`,
    fix: ({ settings }) => `Where pods lose packets:\n${written(settings)}`,
  }),
  inotifyLow: message<Settings>({
    severity: 'note',
    title: 'Few files can be watched',
    example: { settings: [{ name: 'fs.inotify.max_user_instances', is: '128', should: '8192' }] },
    detail: ({ settings }) =>
      `${shown(settings)}. With many pods "too many open files" comes from here. EKS nodes in the cloud have these values.`,
    fix: ({ settings }) => written(settings),
  }),
  kernelDefaults: message<Settings>({
    severity: 'note',
    title: 'Kernel settings are not yet the kubelet’s',
    example: { settings: [OVERCOMMIT] },
    detail: ({ settings }) =>
      `${shown(settings)}. With protectKernelDefaults the kubelet ends where they differ; nodeadm init sets them.`,
    fix: () => 'Nothing, unless a file of /etc/sysctl.d sets them back.',
  }),
  sysctlUnreadable: message<{ readonly name: string }>({
    severity: 'inconclusive',
    title: 'A kernel setting cannot be read',
    example: { name: 'net.ipv4.ip_forward' },
    detail: ({ name }) => `${name} is not to be read below /proc/sys.`,
    fix: ({ name }) => `Run it on the host itself, not in a container:\n$ sysctl ${name}`,
  }),
};

function shown(settings: readonly Setting[]): string {
  return settings.map(({ name, is, should }) => `${name} is ${is}, not ${should}`).join('; ');
}

function written(settings: readonly Setting[]): string {
  const lines = settings.map(({ name, should }) => `${name}=${should}`).join(' ');
  return `Set it now, and in /etc/sysctl.d/90-node.conf for the next start:\n$ sudo sysctl -w ${lines}`;
}
