/** Fewer letters begin too many words. */
const SHORTEST_BEGINNING = 3;

/** Returns the candidate that was most likely meant, by its letters or its beginning; undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // A third of the letters may be wrong: beyond that a guess misleads more than it helps.
  const farthest = Math.max(2, word.length / 3);
  const ranked = candidates
    .filter((candidate) => Math.abs(candidate.length - word.length) <= farthest)
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best !== undefined && best.distance <= farthest) return best.candidate;
  if (word.length < SHORTEST_BEGINNING) return undefined;
  return candidates.find((candidate) => candidate.startsWith(word));
}

/** Levenshtein's distance, a row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}
