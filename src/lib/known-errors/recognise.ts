import { LAYERS, type Layer } from './catalogue.ts';
import { type Facts, type KnownError, RANKS } from './known-error.ts';
import { compileGate, compilePatterns, matchPattern, type Pattern } from './pattern.ts';

/** A known error in a line, with what the line says of it. */
export type Recognised = {
  readonly error: KnownError;
  readonly layer: Layer;
  readonly facts: Facts;
};

type Candidate = {
  readonly error: KnownError;
  readonly layer: Layer;
  readonly patterns: readonly Pattern[];
};

/** The one that says most comes first; among equals, the order of the catalogue. */
const CANDIDATES: readonly Candidate[] = RANKS.flatMap((rank) =>
  LAYERS.flatMap((layer) =>
    layer.errors
      .filter((error) => error.rank === rank)
      .map((error) => ({ error, layer, patterns: error.patterns.flatMap(compilePatterns) })),
  ),
);

const mayBeKnown = compileGate(CANDIDATES.flatMap(({ patterns }) => patterns));

/** Returns the error that explains a line best, or undefined. Takes time linear in the line. */
export function recognise(line: string): Recognised | undefined {
  if (!mayBeKnown(line)) return undefined;
  for (const { error, layer, patterns } of CANDIDATES) {
    for (const pattern of patterns) {
      const facts = matchPattern(pattern, line);
      if (facts !== undefined) return { error, layer, facts };
    }
  }
  return undefined;
}
