/**
 * Waits until all of these have ended, and only then throws what the first of them threw: whoever cleans up
 * after a failure must not race with the others.
 */
export async function sideBySide(works: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
