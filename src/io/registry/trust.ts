import { dirname, join, resolve } from 'node:path';
import type { ContainerdTrust } from '#core/registry.ts';
import { hostsFolders, readHostsFile } from '#lib/registry/hosts-file.ts';
import { type FileText, readFileText } from '../bounded-file.ts';
import { readContainerdConfig } from '../containerd/read-config.ts';

/** Where programs in Go, containerd among them, look for the system's authorities: the first that is there. */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu
  '/etc/pki/tls/certs/ca-bundle.crt', // RHEL, Amazon Linux
  '/etc/ssl/ca-bundle.pem', // SUSE
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
];
const MOST_BYTES = 4 * 1024 * 1024;

/** Where hosts.toml files usually are; containerd reads them only where config_path says so. */
const USUAL_FOLDER = '/etc/containerd/certs.d';

export interface Trust {
  readonly state: ContainerdTrust['state'];
  /** Everybody that containerd believes (PEM). */
  readonly ca: readonly string[];
}

export type Registered = { readonly name: string; readonly port: number; readonly config: string };

/** Returns the authorities of the system (PEM); none where it has no file of them. */
export async function systemAuthorities(root: string): Promise<readonly string[]> {
  for (const file of SYSTEM_FILES) {
    const read = await readFileText(join(root, file), MOST_BYTES);
    if (read.kind === 'text') return [read.text];
  }
  return [];
}

/** Returns a file of authorities. */
export async function readAuthority(root: string, file: string): Promise<FileText> {
  const read = await readFileText(join(root, file), MOST_BYTES);
  if (read.kind !== 'text' || read.text.includes('-----BEGIN CERTIFICATE-----')) return read;
  return { kind: 'unreadable', why: 'it holds no certificate (PEM)' };
}

/** Returns what containerd will believe of a registry: the system's authorities, and those of its hosts.toml. */
export async function containerdTrust(root: string, registry: Registered): Promise<Trust> {
  const ca = await systemAuthorities(root);
  const config = await readContainerdConfig(root, registry.config);
  if (config.kind !== 'read') return { state: config, ca };
  const found = await findHosts(root, config.registryFolders, registry);
  if (found === undefined) {
    const ignored = await findHosts(root, [USUAL_FOLDER], registry);
    const state = { kind: 'read', hostsFile: null, ignored: ignored?.file ?? null } as const;
    return { state: { ...state, skipsVerification: false, missing: [] }, ca };
  }
  return readHosts(root, registry, { ...found, ca });
}

interface Found {
  readonly file: string;
  readonly read: Exclude<FileText, { kind: 'absent' }>;
}

async function findHosts(
  root: string,
  folders: readonly string[],
  { name, port }: Registered,
): Promise<Found | undefined> {
  for (const folder of folders) {
    for (const own of hostsFolders(name, port)) {
      const file = join(folder, own, 'hosts.toml');
      const read = await readFileText(join(root, file));
      if (read.kind !== 'absent') return { file, read };
    }
  }
  return undefined;
}

async function readHosts(
  root: string,
  { name, port }: Registered,
  { file, read, ca }: Found & { readonly ca: readonly string[] },
): Promise<Trust> {
  if (read.kind === 'unreadable') return { state: { kind: 'unreadable', file, why: read.why }, ca };
  const hosts = readHostsFile(read.text, `${name}:${port}`);
  if (hosts.kind === 'broken') return { state: { kind: 'unreadable', file, why: hosts.why }, ca };
  const paths = hosts.authorities.map((path) => resolve(dirname(file), path));
  const texts = await Promise.all(paths.map((path) => readAuthority(root, path)));
  const known = texts.flatMap((text) => (text.kind === 'text' ? [text.text] : []));
  const missing = paths.filter((_, index) => texts[index]?.kind !== 'text');
  const { skipsVerification } = hosts;
  return {
    state: { kind: 'read', hostsFile: file, ignored: null, skipsVerification, missing },
    ca: [...ca, ...known],
  };
}
