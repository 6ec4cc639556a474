import type { AnyCheck } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { Waiver } from '#core/waiver.ts';
import { nearest } from '#lib/nearest.ts';
import { compileSchema, fillDefaults, type Violation } from '#lib/schema-validator.ts';
import { BASELINE_NAMES } from './baselines.ts';
import { describeViolation } from './describe-violation.ts';
import { FORMATS } from './formats.ts';
import { formatPath, type Path, type Problem, quote } from './problem.ts';
import type { RawConfig } from './raw-config.ts';
import type { ConfigSource } from './read.ts';
import { configSchema } from './schema.ts';
import { limitsOf, type Limits, siteOf } from './site.ts';
import { parseYaml, type YamlTree } from './yaml/parse.ts';

/** A config whose text is sound, but whose meaning waits for the plugins that it names. */
export interface ParsedConfig {
  readonly file: string;
  readonly plugins: readonly string[];
  readonly tree: YamlTree;
}

export interface Settings {
  readonly site: Site;
  readonly waivers: readonly Waiver[];
  readonly limits: Limits;
  /** Returns a problem that points at `path`, for what only shows after planning. */
  readonly at: (path: Path, what: string, expected: string) => Problem;
}

export interface Known {
  readonly checks: readonly AnyCheck[];
  /** `2026-11-20` */
  readonly today: string;
  /** a built-in baseline that stands in for the config's */
  readonly baseline?: string;
}

type Refused = { readonly ok: false; readonly problems: readonly Problem[] };
export type Parsed = { readonly ok: true; readonly config: ParsedConfig } | Refused;
export type Resolved = { readonly ok: true; readonly settings: Settings } | Refused;

const FORMAT_RULES = FORMATS.map(({ name, whyNot }) => ({
  name,
  fits: (text: string) => whyNot(text) === undefined,
}));

/** Reads the text of a config. */
export function parseConfig({ file, text }: ConfigSource): Parsed {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const problems = parsed.complaints.map((complaint) => ({ file, path: '', ...complaint }));
    return { ok: false, problems };
  }
  const { tree } = parsed;
  const { plugins } = Object(tree.value) as { plugins?: unknown };
  const named = Array.isArray(plugins) ? plugins.filter((name) => typeof name === 'string') : [];
  return { ok: true, config: { file, plugins: named, tree } };
}

/** Says what a config means to these checks, or everything that is wrong with it at once. */
export function resolveSettings(config: ParsedConfig, known: Known): Resolved {
  const { file, tree } = config;
  const schema = configSchema(known.checks);
  const at = (path: Path, what: string, expected: string): Problem => ({
    file,
    ...tree.positionOf(path),
    path: formatPath(path),
    what,
    expected,
  });
  const violations = withoutEchoes(compileSchema(schema, FORMAT_RULES)(tree.value));
  const problems = [
    ...violations.map((violation) => problemOf(violation, config)),
    ...waiverProblems(tree.value, known, at),
    ...baselineProblems(known, file),
  ];
  if (problems.length > 0) return { ok: false, problems: inOrder(problems) };
  // The schema holds the value to exactly this type; a test reads every field back.
  const raw = fillDefaults(schema, FORMAT_RULES)(tree.value) as RawConfig;
  return {
    ok: true,
    settings: {
      site: siteOf(raw, known.baseline),
      waivers: raw.waivers,
      limits: limitsOf(raw),
      at,
    },
  };
}

function problemOf(violation: Violation, { file, tree }: ParsedConfig): Problem {
  const { path, part, what, expected } = describeViolation(violation);
  return { file, ...tree.positionOf(path, part), path: formatPath(path), what, expected };
}

/**
 * Of a choice between shapes that all failed, keeps the complaint of the shape that was meant: the one
 * that reached furthest into the value, or named something better than its type.
 */
function withoutEchoes(violations: readonly Violation[]): readonly Violation[] {
  const choices = violations.filter(({ keyword }) => keyword === 'anyOf');
  const inside = (choice: Violation, { path, keyword }: Violation): boolean =>
    keyword !== 'anyOf' && choice.path.every((part, index) => path[index] === part);
  const chosen = choices.flatMap((choice) => {
    const candidates = violations.filter((violation) => inside(choice, violation));
    const telling = candidates.filter(({ keyword }) => keyword !== 'type');
    const deepest = Math.max(...telling.map(({ path }) => path.length));
    const kept = telling.filter(({ path }) => path.length === deepest);
    return kept.length > 0 ? kept.slice(0, 1) : candidates.slice(0, 1);
  });
  const plain = violations.filter(
    (violation) =>
      violation.keyword !== 'anyOf' && !choices.some((choice) => inside(choice, violation)),
  );
  return [...plain, ...chosen];
}

type At = Settings['at'];

/** Reads the waivers as they stand in the text: what else is wrong must not hide what is wrong here. */
function waiverProblems(config: unknown, known: Known, at: At): readonly Problem[] {
  const { waivers } = Object(config) as { readonly waivers?: unknown };
  if (!Array.isArray(waivers)) return [];
  const codes = known.checks.flatMap(({ vocabulary }) =>
    vocabulary.examples.map(({ code }) => code),
  );
  return waivers.flatMap((waiver: unknown, index) => {
    const { code, expires } = Object(waiver) as {
      readonly code?: unknown;
      readonly expires?: unknown;
    };
    const problems: Problem[] = [];
    if (typeof code === 'string' && !codes.includes(code)) {
      const guess = nearest(code, codes);
      const advice =
        guess === undefined
          ? 'see "hybrid-preflight explain <check>"'
          : `did you mean ${quote(guess)}?`;
      problems.push(at(['waivers', index, 'code'], `${quote(code)} is no finding`, advice));
    }
    if (typeof expires === 'string' && isDay(expires) && expires < known.today) {
      const what = `the waiver ended on ${expires}`;
      const expected = 'mend the finding, or agree on a later day';
      problems.push(at(['waivers', index, 'expires'], what, expected));
    }
    return problems;
  });
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function baselineProblems({ baseline }: Known, file: string): readonly Problem[] {
  if (baseline === undefined || BASELINE_NAMES.includes(baseline)) return [];
  const what = `${quote(baseline)} is no baseline`;
  const expected = `one of ${BASELINE_NAMES.join(', ')}`;
  return [{ file, line: 1, column: 1, path: '--baseline', what, expected }];
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
