import { nearest } from '#lib/nearest.ts';

/** The user asked for something that cannot be: one clear message, exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Returns an error that names the nearest of the words that would have been right. */
export function unknownWord(kind: string, word: string, known: readonly string[]): UsageError {
  const guess = nearest(word, known);
  const advice =
    guess === undefined ? `known: ${known.slice(0, 12).join(', ')}` : `did you mean "${guess}"?`;
  return new UsageError(`${kind} "${word}" is unknown: ${advice}`);
}
