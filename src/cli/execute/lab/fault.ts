import { FAULTS } from '../../../lab/faults/index.ts';
import { applyFaults } from '../../../lab/lab.ts';
import { requireCore } from '../../../lab/requirements.ts';
import type { Shell } from '../../shell.ts';
import { UsageError } from '../../usage-error.ts';
import { commandOn, namedLab, tellingLabErrors } from './the-lab.ts';

export interface FaultArguments {
  readonly name: string;
  readonly faults: readonly string[];
  readonly list: boolean;
}

export async function executeFault(argv: FaultArguments, shell: Shell): Promise<number> {
  if (argv.list) {
    shell.stdout.write(catalogue());
    return 0;
  }
  if (argv.faults.length === 0) throw new UsageError('name a fault; lab fault --list shows them');
  return tellingLabErrors(async () => {
    await requireCore();
    await applyFaults(namedLab(argv, shell), argv.faults);
    shell.stdout.write(`Broken: ${argv.faults.join(', ')}. Mend: ${commandOn(argv, 'clear')}\n`);
    return 0;
  });
}

function catalogue(): string {
  const width = Math.max(...FAULTS.map(({ name }) => name.length)) + 2;
  return FAULTS.map(
    ({ name, layer, breaks }) => `${name.padEnd(width)}${layer.padEnd(12)}${breaks}\n`,
  ).join('');
}
