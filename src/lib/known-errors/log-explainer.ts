import { maskSecrets } from '../log-lines/mask-secrets.ts';
import { readRecord } from '../log-lines/log-record.ts';
import type { NumberedLine } from '../log-lines/line-splitter.ts';
import { LAYERS, type Layer } from './catalogue.ts';
import type { Facts, KnownError } from './known-error.ts';
import { recognise } from './recognise.ts';

/** Where a line stands. */
export type Position = {
  readonly source: string;
  readonly line: number;
  /** as the log has it, or null */
  readonly time: string | null;
};

/** A line that shows the cause, without secrets. */
export type Evidence = Position & { readonly text: string };

/** What some lines of one cause have in common: one host, one address, one image. */
export type Subject = { readonly facts: Facts; readonly count: number };

/** One cause, with all the lines that show it. */
export type Explanation = {
  readonly error: KnownError;
  readonly layer: Layer;
  readonly count: number;
  readonly first: Position;
  readonly last: Position;
  /** the first line of each of the first subjects */
  readonly evidence: readonly Evidence[];
  readonly subjects: readonly Subject[];
  /** lines about subjects beyond those */
  readonly otherSubjectLines: number;
};

export interface LogExplainer {
  /** Takes a line of the file, or whatever `source` names. */
  take(source: string, line: NumberedLine): void;
  /** Returns the causes in the order of the catalogue. */
  explanations(): readonly Explanation[];
}

const MOST_SUBJECTS = 8; // a cause at more places is told by some of them
const MOST_EVIDENCE = 3;
const MOST_QUOTED = 400; // characters; the rest of a line seldom adds anything

/** Collects explanations line by line. What it holds does not grow with the log. */
export function createLogExplainer(): LogExplainer {
  const found = new Map<string, Explanation>();
  return {
    take: (source, { number, text }) => {
      const record = readRecord(text);
      const known = recognise(record.text);
      if (known === undefined) return;
      const { error, layer } = known;
      const facts = harmless(known.facts);
      const position = { source, line: number, time: record.time };
      const before = found.get(error.id) ?? newExplanation(error, layer, position);
      found.set(error.id, withLine(before, facts, { ...position, text: record.text }));
    },
    explanations: () =>
      LAYERS.flatMap(({ errors }) => errors.flatMap(({ id }) => found.get(id) ?? [])),
  };
}

function newExplanation(error: KnownError, layer: Layer, first: Position): Explanation {
  const nothing = { count: 0, evidence: [], subjects: [], otherSubjectLines: 0 };
  return { error, layer, first, last: first, ...nothing };
}

function withLine(before: Explanation, facts: Facts, { text, ...last }: Evidence): Explanation {
  const counted = { ...before, count: before.count + 1, last };
  const { subjects, evidence } = before;
  const index = subjects.findIndex((subject) => isAlike(subject.facts, facts));
  const same = subjects[index];
  if (same !== undefined) {
    return { ...counted, subjects: subjects.with(index, { facts, count: same.count + 1 }) };
  }
  if (subjects.length >= MOST_SUBJECTS) {
    return { ...counted, otherSubjectLines: before.otherSubjectLines + 1 };
  }
  const isQuoted = evidence.length < MOST_EVIDENCE;
  return {
    ...counted,
    subjects: [...subjects, { facts, count: 1 }],
    evidence: isQuoted ? [...evidence, { ...last, text: quoted(text) }] : evidence,
  };
}

/** A fact that holds a secret is none. */
function harmless(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => maskSecrets(value) === value),
  );
}

function isAlike(one: Facts, other: Facts): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Secrets go before the cut: half a secret would be hard to tell. */
function quoted(text: string): string {
  const masked = maskSecrets(text).trim();
  if (masked.length <= MOST_QUOTED) return masked;
  // Errors are wrapped from the outside in: the end of a long line says more than its middle.
  const half = MOST_QUOTED / 2;
  return `${masked.slice(0, half)} … ${masked.slice(-half)}`.toWellFormed();
}
