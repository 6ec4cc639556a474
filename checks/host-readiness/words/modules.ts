import { message } from '#core/messages.ts';

type Module = { readonly name: string; readonly purpose: string; readonly release: string };

const OVERLAY: Module = {
  ...{ name: 'overlay', purpose: 'containerd lays the layers of images over each other with it' },
  release: '5.15.0-91-generic',
};

export const modulesWords = {
  moduleMissing: message<Module>({
    severity: 'fail',
    title: 'A kernel module is missing',
    example: OVERLAY,
    detail: ({ name, purpose, release }) =>
      `Linux ${release} has no ${name}, neither built in nor in /lib/modules: ${purpose}.`,
    fix: ({ name, release }) =>
      `Install the modules of this kernel (linux-modules-extra-${release}, kernel-modules), or start the kernel that they belong to, then:\n$ sudo modprobe ${name}`,
  }),
  moduleDisabled: message<Module>({
    severity: 'fail',
    title: 'A kernel module is disabled',
    example: OVERLAY,
    detail: ({ name, purpose }) =>
      `/etc/modprobe.d replaces ${name} by nothing, as hardening guides advise: ${purpose}.`,
    fix: ({ name }) =>
      `Take the line out:\n$ grep -rn 'install ${name}' /etc/modprobe.d /usr/lib/modprobe.d`,
  }),
  moduleUnknown: message<Module>({
    severity: 'inconclusive',
    title: 'It cannot be told whether a kernel module is there',
    example: OVERLAY,
    detail: ({ name, purpose, release }) =>
      `${name} is not loaded, and /lib/modules/${release} does not tell what could be: ${purpose}.`,
    fix: ({ name }) => `Look on the host itself, not in a container:\n$ modinfo ${name}`,
  }),
};
