import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namespaceOf, NETNS_ETC, type LabPlace } from './place.ts';
import { addressOf, LEAF_NAMES, LEAVES, type LeafName } from './topology/hosts.ts';
import { sideBySide } from './side-by-side.ts';

/** Gives each host its own /etc/resolv.conf: `ip netns exec` lays it over the machine's. */
export async function writeNameServers(place: LabPlace): Promise<void> {
  await sideBySide(
    LEAF_NAMES.map(async (leaf) => {
      const folder = join(NETNS_ETC, namespaceOf(place, leaf));
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'resolv.conf'), resolvConf(nameServersOf(leaf)));
    }),
  );
}

/** Returns whom a host asks: its own site's resolvers. */
function nameServersOf(leaf: LeafName): readonly string[] {
  return LEAVES[leaf].network === 'onprem-lan'
    ? LEAVES['onprem-dns'].addresses
    : [addressOf('resolver-a'), addressOf('resolver-b')];
}

function resolvConf(servers: readonly string[]): string {
  return servers.map((server) => `nameserver ${server}\n`).join('');
}
