import { message } from '#core/messages.ts';
import { EXAMPLE, type Facts, nameOf } from './facts.ts';

const FILE = '/etc/containerd/certs.d/harbor.company.local/hosts.toml';

/** What containerd will make of a registry that is in order. */
export const CONTAINERD_MESSAGES = {
  containerdUntrusted: message<Facts & { authority: string; isInstalled: boolean }>({
    severity: 'fail',
    title: 'containerd does not trust the registry',
    example: { ...EXAMPLE, authority: '/etc/pki/company-ca.crt', isInstalled: true },
    detail: ({ authority, isInstalled, ...facts }) =>
      `${authority} vouches for ${nameOf(facts)}, and neither the system’s authorities nor a hosts.toml of containerd do${isInstalled ? '' : ' (containerd has no config yet)'}: pulls will fail with "x509: certificate signed by unknown authority".`,
    fix: ({ authority, ...facts }) =>
      `Let containerd know it:\n$ mkdir -p /etc/containerd/certs.d/${nameOf(facts)}\n$ printf 'server = "https://${nameOf(facts)}"\\n[host."https://${nameOf(facts)}"]\\n  ca = "${authority}"\\n' > /etc/containerd/certs.d/${nameOf(facts)}/hosts.toml\nand set config_path = "/etc/containerd/certs.d" in containerd’s config (registry, of the CRI images plugin); then systemctl restart containerd.`,
  }),
  containerdIgnores: message<Facts & { file: string }>({
    severity: 'warn',
    title: 'containerd does not read hosts.toml',
    example: { ...EXAMPLE, file: FILE },
    detail: ({ file }) => `${file} is there, and no config_path of containerd leads to it.`,
    fix: () =>
      'Set config_path = "/etc/containerd/certs.d" in containerd’s config (registry, of the CRI images plugin); systemctl restart containerd.',
  }),
  containerdSkips: message<Facts & { file: string }>({
    severity: 'warn',
    title: 'containerd believes anybody',
    example: { ...EXAMPLE, file: FILE },
    detail: ({ file, ...facts }) =>
      `${file} says skip_verify: whoever answers for ${nameOf(facts)} gives this node its images, and gets its credentials.`,
    fix: () => 'Name the authority with ca = "…" in its place.',
  }),
  containerdAuthorityMissing: message<Facts & { file: string; missing: readonly string[] }>({
    severity: 'fail',
    title: 'An authority that containerd needs is missing',
    example: { ...EXAMPLE, file: FILE, missing: ['/etc/pki/company-ca.crt'] },
    detail: ({ file, missing, ...facts }) =>
      `${file} names ${missing.join(', ')}, which cannot be read as a certificate: containerd then pulls nothing from ${nameOf(facts)}.`,
    fix: ({ missing }) => `Put the authority’s certificate (PEM) there: ${missing.join(', ')}.`,
  }),
  containerdUnreadable: message<Facts & { file: string; why: string }>({
    severity: 'inconclusive',
    title: 'containerd’s config cannot be read',
    example: { ...EXAMPLE, file: FILE, why: 'line 3: no = follows the key' },
    detail: ({ file, why, ...facts }) =>
      `${file}: ${why}. Whom containerd will trust for ${nameOf(facts)} is not known.`,
    fix: ({ file }) => `Mend ${file}, or run as root.`,
  }),
};
