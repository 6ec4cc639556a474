import type {
  HopStatistics,
  Trace,
  TraceAnswer,
  TraceHop,
  TraceMark,
  TraceProblem,
} from './trace.ts';

/** What is known beside the hops. */
export type TraceFacts = Pick<Trace, 'maxTtl' | 'pathMtuBytes' | 'hopsThere' | 'hopsBack'>;

/** Collects what the lines say. It keeps a bounded amount, whatever comes. */
export interface Ledger {
  answer(ttl: number, answer: TraceAnswer): void;
  /** Adds to the probes of a hop that got no answer; mtr takes one back when its answer comes. */
  silence(ttl: number, change: number): void;
  describe(ttl: number, statistics: HopStatistics): void;
  learn(facts: TraceFacts): void;
  problem(problem: TraceProblem): void;
  hops(): readonly TraceHop[];
  facts(): TraceFacts;
  problems(): readonly TraceProblem[];
}

// The TTL is an octet (RFC 791); mtr goes on until it is stopped, and no hop has this many parallel routers.
const LARGEST_TTL = 255;
const ANSWERS_OF_A_HOP = 64;
const PROBLEMS = 16;
const SILENT_OF_A_HOP = 1_000_000;

type Draft = { answers: TraceAnswer[]; silent: number; statistics: HopStatistics | null };

/** Returns an empty ledger. What does not fit is left out, and said so as a problem. */
export function createLedger(): Ledger {
  const drafts = new Map<number, Draft>();
  const problems: TraceProblem[] = [];
  let facts: TraceFacts = {};
  const problem = (one: TraceProblem): void => {
    const isKnown = problems.some(({ kind, text }) => kind === one.kind && text === one.text);
    if (!isKnown && problems.length < PROBLEMS) problems.push(one);
  };
  const draft = (ttl: number): Draft | null => {
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > LARGEST_TTL) return null;
    const known = drafts.get(ttl) ?? { answers: [], silent: 0, statistics: null };
    drafts.set(ttl, known);
    return known;
  };
  return {
    answer: (ttl, answer) => {
      const hop = draft(ttl);
      if (hop === null) return;
      if (hop.answers.length < ANSWERS_OF_A_HOP) hop.answers.push(answer);
      else problem({ kind: 'truncated', text: `more than ${ANSWERS_OF_A_HOP} answers of a hop` });
    },
    silence: (ttl, change) => {
      const hop = draft(ttl);
      if (hop !== null) hop.silent = Math.min(SILENT_OF_A_HOP, Math.max(0, hop.silent + change));
    },
    describe: (ttl, statistics) => {
      const hop = draft(ttl);
      if (hop !== null) hop.statistics = statistics;
    },
    learn: (more) => {
      facts = { ...facts, ...more };
    },
    problem,
    hops: () =>
      [...drafts].sort(([first], [second]) => first - second).map(([ttl, hop]) => frozen(ttl, hop)),
    facts: () => facts,
    problems: () => [...problems],
  };
}

/** Returns the trace's hops with the last answer marked; tracepath says on the other stream how it ended. */
export function markLastAnswer(hops: readonly TraceHop[], mark: TraceMark): readonly TraceHop[] {
  const last = hops.at(-1);
  const answer = last?.answers.at(-1);
  if (last === undefined || answer === undefined || answer.mark !== undefined) return hops;
  const marked = { ...last, answers: [...last.answers.slice(0, -1), { ...answer, mark }] };
  return [...hops.slice(0, -1), marked];
}

function frozen(ttl: number, { answers, silent, statistics }: Draft): TraceHop {
  const described = statistics === null ? {} : { statistics };
  return { ttl, answers: [...answers], silent, ...described };
}
