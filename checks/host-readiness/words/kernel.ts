import { message } from '#core/messages.ts';

export type KernelFinding = {
  readonly release: string;
  readonly cni: string;
  readonly least: string;
};

const FOCAL: KernelFinding = { release: '5.4.0-216-generic', cni: 'cilium', least: '5.10' };

export const kernelWords = {
  kernelTooOld: message<KernelFinding>({
    severity: 'fail',
    title: 'The kernel is too old for the network plugin',
    example: FOCAL,
    detail: ({ release, cni, least }) =>
      `Linux ${release} runs; ${cni}, in the version that AWS supports now, needs ${least}. The node would join and never become Ready.`,
    fix: () =>
      'Ubuntu 20.04 has a newer one:\n$ sudo apt-get install --install-recommends linux-generic-hwe-20.04\nThen start the host anew. Elsewhere, move to the next release of the system.',
  }),
  kernelBackported: message<KernelFinding>({
    severity: 'warn',
    title: 'RHEL 8’s kernel is older than Cilium 1.18 asks for',
    example: { release: '4.18.0-553.el8.x86_64', cni: 'cilium', least: '5.10' },
    detail: ({ release, least }) =>
      `Linux ${release} has much of ${least} backported, but its number does not tell what. Cilium 1.17 runs on it; 1.18, as AWS supports it, names ${least}.`,
    fix: () =>
      'Move to RHEL 9, or stay with Cilium 1.17 and try it on one host first. See what its agent says:\n$ kubectl -n kube-system logs ds/cilium | grep -i kernel',
  }),
  kernelUnknown: message<Pick<KernelFinding, 'release'>>({
    severity: 'inconclusive',
    title: 'The kernel’s version cannot be read',
    example: { release: 'unknown' },
    detail: ({ release }) => `It calls itself ${release}, which is no release of Linux.`,
    fix: () => 'Look by hand:\n$ uname -r',
  }),
};
