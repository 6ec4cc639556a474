import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configFile, type LabPlace } from '../../../src/lab/place.ts';
import { NFS_EXPORT } from '../../../src/lab/services/nfs.ts';
import { addressOf } from '../../../src/lab/topology/hosts.ts';

const OPTIONS = 'vers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2';

/** The guest is a small machine: with less to write it is done before its rate is known. */
const CHECK = `  nfs-throughput:
    mostBytes: 2000000000
    mostSeconds: 10
    stallSeconds: 4
    throughput: { pass: 120Mbps, fail: 100Mbps }
`;

/**
 * Writes the lab's config with its export, as a host with an NFS client would have it, beside the lab's own, and
 * returns where. The peer is left out: it knows the host alone.
 */
export async function writeStorageConfig(place: LabPlace, options = OPTIONS): Promise<string> {
  const text = await readFile(configFile(place), 'utf8');
  const target = `{ server: ${addressOf('storage')}, export: ${NFS_EXPORT}, options: "${options}" }`;
  const file = join(place.folder, 'storage.yaml');
  await writeFile(
    file,
    text
      .replace(/^peer:.*\n/m, '')
      .replace(/^targets:\n/m, `targets:\n  nfs: [${target}]\n`)
      .replace(/^checks:\n/m, `checks:\n${CHECK}`),
  );
  return file;
}
