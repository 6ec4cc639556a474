/**
 * How much a line says. `exact`: one component and one cause. `kind`: a kind of failure, whoever reports it.
 * `symptom`: a consequence that names no cause. Where several know a line, the one that says most explains it.
 */
export const RANKS = ['exact', 'kind', 'symptom'] as const;
export type Rank = (typeof RANKS)[number];

/** What a pattern reads out of a line, by the name of its placeholder. */
export type Facts = Readonly<Partial<Record<FactName, string>>>;

export const FACT_NAMES = ['host', 'address', 'port', 'cidr', 'image', 'issuer', 'name'] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** The check that proves or rules out a cause, and what its run shows of it. */
export type Proof = { readonly check: string; readonly shows: string };

/** One error that components of a hybrid node write into their logs, and what is known of it. */
export type KnownError = {
  /** kebab-case; stable */
  readonly id: string;
  /** what is wrong */
  readonly title: string;
  readonly rank: Rank;
  /** see pattern.ts */
  readonly patterns: readonly string[];
  /** What it means for a hybrid node. `{host|the name}` is the fact, or what stands for it where the line has none. */
  readonly cause: string;
  /** What mends it, as `cause`; a line that begins with `$ ` is a command. */
  readonly remedy: string;
  /** null where no check of this program proves it */
  readonly proof: Proof | null;
  /** a page that says so, or null */
  readonly source: string | null;
  /** lines as they stand in logs; the first shows what the patterns look for */
  readonly examples: readonly string[];
};
