import { clearFaults } from '../../../lab/lab.ts';
import { requireCore } from '../../../lab/requirements.ts';
import type { Shell } from '../../shell.ts';
import { namedLab, tellingLabErrors } from './the-lab.ts';

export async function executeClear(argv: { readonly name: string }, shell: Shell): Promise<number> {
  return tellingLabErrors(async () => {
    await requireCore();
    await clearFaults(namedLab(argv, shell));
    shell.stdout.write('Everything is mended.\n');
    return 0;
  });
}
