import type { Finding } from './finding.ts';
import type { Json } from './json.ts';
import type { ValueOrigin } from './origin.ts';
import type { Result } from './report.ts';

/** Whoever mends it looks at a few places, not at all of them. */
const MOST_ORIGINS = 4;

/** Adds to each finding where the values that it speaks of were read: what is wrong may be the config. */
export function citing(
  results: readonly Result[],
  origins: readonly ValueOrigin[] = [],
): readonly Result[] {
  if (origins.length === 0) return results;
  const byValue = Map.groupBy(origins, ({ value }) => value);
  return results.map((result) => {
    const { outcome } = result;
    if (!('findings' in outcome)) return result;
    const findings = outcome.findings.map((finding) => cite(finding, byValue));
    return { ...result, outcome: { ...outcome, findings } };
  });
}

function cite(finding: Finding, byValue: ReadonlyMap<string, readonly ValueOrigin[]>): Finding {
  const found = [...new Set(wordsIn(finding.data))].flatMap((word) => byValue.get(word) ?? []);
  if (found.length === 0) return finding;
  return { ...finding, origins: found.slice(0, MOST_ORIGINS) };
}

/** Some evidence is a sentence: `VPC 10.20.0.0/16`. */
function wordsIn(data: Json): readonly string[] {
  if (typeof data === 'string') return data.split(/[\s,;()]+/);
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data as Readonly<Record<string, Json>>).flatMap(wordsIn);
}
