import type { Interruption } from '#core/report.ts';
import { fill } from '#lib/known-errors/fill.ts';
import type { Facts, Rank } from '#lib/known-errors/known-error.ts';
import type { Explanation } from '#lib/known-errors/log-explainer.ts';

/** A log that was read. */
export type ReadLog = { readonly name: string; readonly lines: number };

/** Where a line stands; `time` as the log has it. */
export type LogPlace = {
  readonly file: string;
  readonly line: number;
  readonly time: string | null;
};

/** One cause, in words. */
export type LogCause = {
  readonly id: string;
  readonly layer: string;
  readonly rank: Rank;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  /** null where no check of this program proves it */
  readonly proof: {
    readonly check: string;
    readonly shows: string;
    readonly command: string;
  } | null;
  readonly page: string | null;
  readonly count: number;
  readonly first: LogPlace;
  readonly last: LogPlace;
  readonly evidence: readonly (LogPlace & { readonly text: string })[];
  readonly subjects: readonly { readonly facts: Facts; readonly count: number }[];
  readonly otherSubjectLines: number;
};

/** All that is said of some logs: what `--format json` prints, and what the text is made of. */
export type LogReport = {
  readonly schema: 1;
  readonly tool: { readonly name: 'hybrid-preflight'; readonly version: string };
  readonly logs: readonly ReadLog[];
  readonly interrupted?: Interruption;
  readonly causes: readonly LogCause[];
};

/** Puts an explanation into words, with the facts of its most frequent subject. */
export function causeOf(explanation: Explanation): LogCause {
  const { error, layer, count, first, last, evidence, subjects, otherSubjectLines } = explanation;
  const facts = subjects.reduce(commoner, { facts: {}, count: 0 }).facts;
  const { id, rank, title, proof, source: page } = error;
  return {
    id,
    layer: layer.id,
    rank,
    title,
    cause: fill(error.cause, facts),
    remedy: fill(error.remedy, facts),
    proof: proof && { ...proof, command: `hybrid-preflight run --only ${proof.check}` },
    page,
    count,
    first: placeOf(first),
    last: placeOf(last),
    evidence: evidence.map((line) => ({ ...placeOf(line), text: line.text })),
    subjects,
    otherSubjectLines,
  };
}

type Subject = Explanation['subjects'][number];

function commoner(best: Subject, other: Subject): Subject {
  return other.count > best.count ? other : best;
}

function placeOf({ source: file, line, time }: Explanation['first']): LogPlace {
  return { file, line, time };
}
