import type { ProgramRun } from '#core/program-run.ts';

/** What drivers before R450 know of. `nvidia-smi --help-query-gpu` lists what a driver does. */
export const SMI_FIELDS_OF_OLD = [
  'index',
  'name',
  'uuid',
  'driver_version',
  'memory.total',
  'pci.bus_id',
  'ecc.errors.uncorrected.volatile.total',
] as const;

/** R450 brought MIG. */
export const SMI_FIELDS = [...SMI_FIELDS_OF_OLD, 'mig.mode.current'] as const;

/** True where the driver is too old for a field that it was asked for. */
export function wantsOlderFields(answer: ProgramRun): boolean {
  if (answer.kind !== 'exited') return false;
  return `${answer.stdout}${answer.stderr}`.includes('is not a valid field to query');
}
