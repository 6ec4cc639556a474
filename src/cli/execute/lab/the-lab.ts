import { LabError } from '../../../lab/lab-error.ts';
import { LAB_ROOT, placeOf, type LabPlace } from '../../../lab/place.ts';
import { DEFAULT_NAME } from '../../commands/lab/name-option.ts';
import type { Shell } from '../../shell.ts';
import { UsageError } from '../../usage-error.ts';

/** Returns where labs are kept; tests keep theirs elsewhere. */
export function rootOf({ environment }: Shell): string {
  return environment['HYBRID_PREFLIGHT_LAB_ROOT'] ?? LAB_ROOT;
}

export function namedLab({ name }: { readonly name: string }, shell: Shell): LabPlace {
  return placeOf(rootOf(shell), name);
}

/** Returns a command on this lab, for the user to type. */
export function commandOn({ name }: { readonly name: string }, action: string): string {
  const option = name === DEFAULT_NAME ? '' : ` --name ${name}`;
  return `hybrid-preflight lab ${action}${option}`;
}

/** What the lab objects to is the user's to mend: a message, and exit code 2. */
export async function tellingLabErrors(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LabError) throw new UsageError(error.message);
    throw error;
  }
}
