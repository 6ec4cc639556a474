import type { SiteComponents } from '#core/site.ts';
import { isAtLeast, parseReleaseNumber } from '#lib/host/release-number.ts';
import { defineArea } from '../area.ts';
import { say } from '../messages.ts';

type Cni = SiteComponents['cni'];
type KernelTarget = { readonly cni: Cni };
type KernelFacts = { readonly release: string };

/**
 * Cilium 1.18 names 5.10 among its system requirements, Calico 3.10 (docs.tigera.io, "System requirements"); without
 * either, kubeadm's oldest is what remains.
 */
const LEAST: Readonly<Record<Cni, { readonly major: number; readonly minor: number }>> = {
  cilium: { major: 5, minor: 10 },
  calico: { major: 3, minor: 10 },
  none: { major: 3, minor: 10 },
};

/** Red Hat's kernels carry the release of the system in their name. */
const RHEL_8 = /^4\.18\.0-.*\.el8/;

export const kernel = defineArea({
  name: 'kernel',
  target: ({ components: { cni } }): KernelTarget => ({ cni }),
  look: async ({ host }, _target, signal): Promise<KernelFacts> => ({
    release: (await host.facts(signal)).kernel,
  }),
  judge: ({ release }: KernelFacts, { cni }: KernelTarget) => {
    const version = parseReleaseNumber(release);
    if (version === null) return [say.kernelUnknown({ release })];
    const least = LEAST[cni];
    if (isAtLeast(version, least)) return [];
    const facts = { release, cni, least: `${least.major}.${least.minor}` };
    return [RHEL_8.test(release) ? say.kernelBackported(facts) : say.kernelTooOld(facts)];
  },
});
