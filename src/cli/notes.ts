import type { Shell } from './shell.ts';

/** Tells on standard error what is no problem, but worth knowing. */
export function tellNotes(notes: readonly string[], { stderr }: Shell): void {
  for (const note of notes) stderr.write(`note: ${note}\n`);
}
