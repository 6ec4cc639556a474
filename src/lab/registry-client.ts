import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { containerdFolder, type LabPlace, pkiFolder, registrySecretFile } from './place.ts';
import { REGISTRY_ACCOUNT } from './services/registry.ts';
import { REGISTRY_NAME } from './topology/names.ts';

/** Writes what the host has of the registry: the account's secret, and containerd's trust in the company's authority. */
export async function writeRegistryClient(place: LabPlace): Promise<void> {
  const folder = containerdFolder(place);
  const hosts = join(folder, 'certs.d', REGISTRY_NAME);
  await mkdir(hosts, { recursive: true });
  const plugin = 'plugins."io.containerd.cri.v1.images".registry';
  const authority = join(pkiFolder(place), 'company-ca.crt');
  await Promise.all([
    writeFile(registrySecretFile(place), `${REGISTRY_ACCOUNT.password}\n`, { mode: 0o600 }),
    writeFile(
      join(folder, 'config.toml'),
      `version = 3\n[${plugin}]\nconfig_path = "${join(folder, 'certs.d')}"\n`,
    ),
    writeFile(
      join(hosts, 'hosts.toml'),
      `server = "https://${REGISTRY_NAME}"\n[host."https://${REGISTRY_NAME}"]\nca = "${authority}"\n`,
    ),
  ]);
}
