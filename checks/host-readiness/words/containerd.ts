import { message } from '#core/messages.ts';

export const containerdWords = {
  containerdAbsent: message<{ readonly unit: string }>({
    severity: 'note',
    title: 'containerd is not installed yet',
    example: { unit: 'not-found' },
    detail: () => 'nodeadm install brings it, from the distribution or from Docker.',
    fix: () =>
      'Nothing, unless this host shall keep a containerd of its own: then install 1.6 or later, and run nodeadm install --containerd-source none.',
  }),
  containerdOld: message<{ readonly version: string }>({
    severity: 'fail',
    title: 'containerd is too old',
    example: { version: '1.5.9' },
    detail: ({ version }) =>
      `It is ${version}; the kubelet speaks CRI v1, which containerd has since 1.6.`,
    fix: () =>
      'Remove it and let nodeadm install bring its own, or update it:\n$ containerd --version',
  }),
  containerdUnreadable: message<{ readonly said: string }>({
    severity: 'inconclusive',
    title: 'containerd does not tell its version',
    example: { said: 'timeout' },
    detail: ({ said }) => `containerd --version said: ${said === '' ? 'nothing' : said}.`,
    fix: () => 'Run it by hand:\n$ containerd --version',
  }),
  containerdStopped: message<{ readonly active: string; readonly enabled: string }>({
    severity: 'warn',
    title: 'containerd is installed and does not run',
    example: { active: 'failed', enabled: 'disabled' },
    detail: ({ active, enabled }) => `Its unit is ${active} and ${enabled}.`,
    fix: () =>
      'nodeadm init starts it. Whether it can run at all:\n$ sudo systemctl start containerd && systemctl status containerd --no-pager',
  }),
  criDisabled: message<{ readonly path: string }>({
    severity: 'warn',
    title: 'containerd’s interface for the kubelet is off',
    example: { path: '/etc/containerd/config.toml' },
    detail: ({ path }) =>
      `disabled_plugins in ${path} names cri: so comes the package from Docker. nodeadm init writes this file anew; who keeps containerd by himself must do it.`,
    fix: ({ path }) =>
      `Write a whole config, and start it anew:\n$ containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' | sudo tee ${path}\n$ sudo systemctl restart containerd`,
  }),
  cgroupDriver: message<{ readonly path: string }>({
    severity: 'warn',
    title: 'containerd and the kubelet count on different masters',
    example: { path: '/etc/containerd/config.toml' },
    detail: ({ path }) =>
      `${path} does not set SystemdCgroup = true, while the kubelet of EKS has systemd manage control groups: nodes become unstable under load. nodeadm init writes this file anew.`,
    fix: ({ path }) =>
      `Who keeps containerd by himself:\n$ sudo sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${path}\n$ sudo systemctl restart containerd`,
  }),
};
