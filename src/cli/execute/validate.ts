import { type ConfigRequest, openPreflight } from '../open-preflight.ts';
import { tellNotes } from '../notes.ts';
import type { Shell } from '../shell.ts';

/** Says that the config is sound and what it comes to; problems are thrown as UsageError. */
export async function executeValidate(argv: ConfigRequest, shell: Shell): Promise<number> {
  const { file, settings, cases, notes } = await openPreflight(argv, shell);
  tellNotes(notes, shell);
  const applicable = cases.filter(({ case: planned }) => 'target' in planned);
  const missing = cases.flatMap(({ id, case: planned }) =>
    'notApplicable' in planned ? [`  not applicable: ${id}: ${planned.notApplicable}\n`] : [],
  );
  shell.stdout.write(
    `${file} is valid: ${applicable.length} cases, baseline ${settings.site.baseline.name}, ${settings.waivers.length} waivers.\n${missing.join('')}`,
  );
  return 0;
}
