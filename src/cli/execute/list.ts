import { describePlan } from '../describe-plan.ts';
import { BUILT_IN, type ConfigRequest, tryOpenPreflight } from '../open-preflight.ts';
import { tellNotes } from '../notes.ts';
import { checkSelection } from '../selection.ts';
import type { Shell } from '../shell.ts';
import { isSelected } from '#core/selection.ts';

export interface ListArguments extends ConfigRequest {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly json: boolean;
}

/** Prints the checks and, where there is a config, the cases that it plans. */
export async function executeList(argv: ListArguments, shell: Shell): Promise<number> {
  const opened = await tryOpenPreflight(argv, shell);
  tellNotes(opened?.notes ?? [], shell);
  const { checks } = opened?.known ?? BUILT_IN;
  const cases = opened?.cases ?? [];
  const selection = { only: argv.only, skip: argv.skip };
  checkSelection(
    selection,
    cases,
    checks.map(({ id }) => id),
  );
  if (argv.json) {
    const listed = {
      checks: checks.map(({ id, title, why, lane }) => ({ id, title, why, lane })),
      cases: cases
        .filter((planned) => isSelected(planned, selection))
        .map(({ id, check, case: planned }) => ({ id, check: check.id, ...planned })),
    };
    shell.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(...checks.map(({ id }) => id.length));
  for (const { id, title } of checks) shell.stdout.write(`${id.padEnd(width)}  ${title}\n`);
  shell.stdout.write(
    opened === undefined
      ? '\nNo config was found, so no cases are planned; "hybrid-preflight init" writes one.\n'
      : `\nCases planned by ${opened.file}:\n${describePlan(cases, selection)}`,
  );
  return 0;
}
