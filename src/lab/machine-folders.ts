import { access, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './program.ts';

/**
 * What programs make for themselves, at paths that they were compiled with: `ip netns add` a folder that it
 * mounts on itself, and two of the services an empty one.
 */
const FOLDERS = ['/run/netns', '/run/frr', '/run/ganesha'] as const;

/** Beside the labs: whoever removes a lab reads it. */
const RECORD = 'absent-before';

/** Records which of these folders the machine has not, before a lab brings them. */
export async function recordAbsentFolders(root: string): Promise<void> {
  const absent = await keepIf(FOLDERS, async (folder) => !(await exists(folder)));
  if (absent.length > 0) await writeFile(join(root, RECORD), JSON.stringify(absent));
}

/** Removes those that labs below this root brought, unless somebody else has begun to use them. */
export async function removeBroughtFolders(root: string): Promise<void> {
  const record = join(root, RECORD);
  const text = await readFile(record, 'utf8').catch(() => '[]');
  const brought = FOLDERS.filter((folder) => (JSON.parse(text) as string[]).includes(folder));
  for (const folder of brought) await removeIfEmpty(folder);
  const left = await keepIf(brought, exists);
  if (left.length === 0) await rm(record, { force: true });
}

async function removeIfEmpty(folder: string): Promise<void> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  // A namespace in it is a mount below it, and keeps it.
  const isMounted = mounts.includes(` ${folder} `) && !mounts.includes(` ${folder}/`);
  if (isMounted) await run('umount', [folder]);
  await rmdir(folder).catch(() => undefined); // in use, or gone
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function keepIf<T>(all: readonly T[], test: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(test));
  return all.filter((_, index) => kept[index]);
}
