import { message } from '#core/messages.ts';

export type OsFacts = {
  readonly id: string | null;
  readonly version: string | null;
  readonly name: string;
  readonly architecture: string;
};

const DEBIAN: OsFacts = {
  ...{ id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)', architecture: 'x64' },
};

const SUPPORTED = 'Ubuntu 20.04, 22.04 or 24.04, RHEL 8 or 9, Amazon Linux 2023';

export const osWords = {
  osUnsupported: message<OsFacts>({
    severity: 'fail',
    title: 'AWS does not support this operating system',
    example: DEBIAN,
    detail: ({ id, version, name }) =>
      `This is ${name} (ID ${id ?? 'not given'}, VERSION_ID ${version ?? 'not given'}). Hybrid nodes run on ${SUPPORTED}.`,
    fix: () => `Install ${SUPPORTED}. What runs now:\n$ cat /etc/os-release`,
  }),
  architectureUnsupported: message<OsFacts>({
    severity: 'fail',
    title: 'There is no kubelet from EKS for this processor',
    example: { ...DEBIAN, architecture: 's390x' },
    detail: ({ architecture }) =>
      `Its architecture is ${architecture}; EKS builds for x86-64 and 64-bit ARM.`,
    fix: () => 'Use a host with one of the two.',
  }),
  osUnknown: message<OsFacts>({
    severity: 'inconclusive',
    title: 'The operating system does not say what it is',
    example: { ...DEBIAN, id: null, version: null, name: 'Linux' },
    detail: ({ name }) => `/etc/os-release names no ID. The kernel calls itself ${name}.`,
    fix: () => 'See what is wrong with it:\n$ cat /etc/os-release',
  }),
};
