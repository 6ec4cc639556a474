import { removeAllLabs, removeNamedLab } from '../../../lab/remove.ts';
import { requireCore } from '../../../lab/requirements.ts';
import type { Shell } from '../../shell.ts';
import { namedLab, rootOf, tellingLabErrors } from './the-lab.ts';

export interface DownArguments {
  readonly name: string;
  readonly all: boolean;
}

export async function executeDown({ name, all }: DownArguments, shell: Shell): Promise<number> {
  return tellingLabErrors(async () => {
    await requireCore();
    if (all) {
      const names = await removeAllLabs(rootOf(shell));
      shell.stdout.write(names.length === 0 ? 'There is no lab.\n' : removed(names));
      return 0;
    }
    await removeNamedLab(rootOf(shell), namedLab({ name }, shell).name);
    shell.stdout.write(removed([name]));
    return 0;
  });
}

function removed(names: readonly string[]): string {
  return names.map((name) => `Lab "${name}" is removed.\n`).join('');
}
