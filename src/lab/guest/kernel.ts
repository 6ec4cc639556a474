import { access, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../lab-error.ts';
import { run } from '../program.ts';
import { findProgram } from '../services/start.ts';

/** User-mode Linux: a kernel that runs as a process, with modules that the machine's own may lack. */
const KERNEL = { command: 'linux.uml', package: 'user-mode-linux' } as const;
const DEPMOD = { command: 'depmod', package: 'kmod' } as const;
const PACKAGED_MODULES = '/usr/lib/uml/modules';
const TUN = '/dev/net/tun';

/** Throws LabError that says what the guest needs and this machine has not. */
export async function requireGuest(): Promise<void> {
  for (const program of [KERNEL, DEPMOD]) {
    if ((await findProgram(program)) === undefined) {
      throw new LabError(
        `the guest needs ${program.command}: apt-get install --no-install-recommends ${program.package}`,
      );
    }
  }
  const hasTun = await access(TUN).then(
    () => true,
    () => false,
  );
  if (!hasTun) throw new LabError(`the guest needs ${TUN}: modprobe tun`);
}

/**
 * Returns a tree that `modprobe -d` takes, made once in this folder: the package lays its modules elsewhere,
 * and without the index that depmod writes.
 */
export async function moduleTree(folder: string): Promise<string> {
  const version = (await run('linux.uml', ['--version'])).trim();
  const modules = join(folder, 'lib', 'modules', version);
  const isMade = await access(join(modules, 'modules.dep')).then(
    () => true,
    () => false,
  );
  if (isMade) return folder;
  await mkdir(modules, { recursive: true });
  for (const part of ['kernel', 'modules.builtin', 'modules.order']) {
    await symlink(join(PACKAGED_MODULES, version, part), join(modules, part));
  }
  await run('depmod', ['-b', folder, version]);
  return folder;
}
