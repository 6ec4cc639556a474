import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileText } from '../bounded-file.ts';

/** https://github.com/cncf-tags/container-device-interface: where runtimes look. */
const FOLDERS = ['/etc/cdi', '/var/run/cdi'];
const MOST_FILES = 64;

/** A spec of a host with many GPUs, MIG slices among them, is long. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Returns the files that describe GPUs of NVIDIA's to container runtimes. */
export async function cdiSpecs(root: string): Promise<readonly string[]> {
  const files = (await Promise.all(FOLDERS.map((folder) => specsIn(root, folder)))).flat();
  const isOurs = await Promise.all(files.map((file) => describesGpus(join(root, file))));
  return files.filter((_, index) => isOurs[index]);
}

async function specsIn(root: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder)).catch(() => []);
  const specs = names.filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
  return specs.slice(0, MOST_FILES).map((name) => join(folder, name));
}

async function describesGpus(path: string): Promise<boolean> {
  const read = await readFileText(path, MOST_BYTES);
  return read.kind === 'text' && /^[\s{,]*"?kind"?:\s*"?nvidia\.com\/gpu"?/m.test(read.text);
}
