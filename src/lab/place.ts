import { join } from 'node:path';
import { LabError } from './lab-error.ts';
import type { HostName } from './topology/hosts.ts';

/** Where labs keep their files. Not /tmp: whoever may write there could lay links for root to follow. */
export const LAB_ROOT = '/var/lib/hybrid-preflight-lab';

/** Namespaces of the name service's files: `ip netns exec` lays them over /etc. */
export const NETNS_ETC = '/etc/netns';

const NAME = /^[a-z][a-z0-9]{0,15}$/;

/** One lab's place on this machine. The folder is its journal: it is made first and removed last. */
export interface LabPlace {
  readonly name: string;
  readonly folder: string;
}

/** Returns the place of a lab. Throws LabError for a name that cannot be one. */
export function placeOf(root: string, name: string): LabPlace {
  if (!NAME.test(name)) {
    throw new LabError(
      `"${name}" cannot be the name of a lab: at most 16 small letters and digits, a letter first`,
    );
  }
  return { name, folder: join(root, name) };
}

/** The name begins with what no other program of the machine uses; two labs differ in the middle. */
export function namespaceOf(place: LabPlace, host: HostName): string {
  return `${namespacePrefix(place)}${host}`;
}

export function namespacePrefix({ name }: LabPlace): string {
  return `hp-${name}-`;
}

export function configFile({ folder }: LabPlace): string {
  return join(folder, 'preflight.yaml');
}

export function peerTokenFile({ folder }: LabPlace): string {
  return join(folder, 'peer.token');
}

/** What the site keeps of the registry's account, and containerd's config of the host. */
export function registrySecretFile({ folder }: LabPlace): string {
  return join(folder, 'registry.secret');
}

export function containerdFolder({ folder }: LabPlace): string {
  return join(folder, 'containerd');
}

export function pkiFolder({ folder }: LabPlace): string {
  return join(folder, 'pki');
}

/** The certificate of one of the lab's authorities. */
export function authorityFile(place: LabPlace, name: string): string {
  return join(pkiFolder(place), `${name}.crt`);
}

/** Copies of programs that may not run from where they lie. */
export function programFolder({ folder }: LabPlace): string {
  return join(folder, 'programs');
}

export function logFolder({ folder }: LabPlace): string {
  return join(folder, 'logs');
}

export function serviceFolder({ folder }: LabPlace, service: string): string {
  return join(folder, 'services', service);
}

export function wireFolder({ folder }: LabPlace): string {
  return join(folder, 'wire');
}
