import { message } from '#core/messages.ts';

export const cgroupsWords = {
  cgroupV1: message<{ readonly mode: string }>({
    severity: 'warn',
    title: 'Control groups are version 1',
    example: { mode: 'v1' },
    detail: ({ mode }) =>
      `They are mounted as ${mode}. Kubernetes only maintains version 1 since 1.31 and is about to drop it; newer kubelets refuse it unless they are told otherwise.`,
    fix: () =>
      'Start the kernel with the unified hierarchy:\n$ sudo grubby --update-kernel=ALL --args=systemd.unified_cgroup_hierarchy=1\nOn Ubuntu add it to GRUB_CMDLINE_LINUX in /etc/default/grub and run update-grub. Then start the host anew.',
  }),
  cgroupControllers: message<{ readonly missing: readonly string[] }>({
    severity: 'fail',
    title: 'The kubelet lacks controllers of control groups',
    example: { missing: ['memory'] },
    detail: ({ missing }) =>
      `${missing.join(', ')}: not enabled in this kernel. Without them the kubelet does not start.`,
    fix: () =>
      'Look at the command line of the kernel for what turns them off, such as cgroup_disable=memory:\n$ cat /proc/cmdline',
  }),
  cgroupsUnknown: message<{ readonly mode: string }>({
    severity: 'inconclusive',
    title: 'No control groups are mounted here',
    example: { mode: 'none' },
    detail: () => '/proc/self/mountinfo shows neither version.',
    fix: () => 'Run it on the host itself, not in a container:\n$ mount -t cgroup2,cgroup',
  }),
};
