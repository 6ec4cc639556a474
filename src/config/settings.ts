import type { AnyCheck } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { Waiver } from '#core/waiver.ts';
import { BASELINE_NAMES } from './baselines.ts';
import { compileConfigSchema, type SchemaUse } from './compiled-schema.ts';
import { describeViolation } from './describe-violation.ts';
import { withoutEchoes } from './echoes.ts';
import type { Origin } from './import/document.ts';
import { listProblems, type Objection } from './objection.ts';
import { formatPath, type Path, type Problem, quote } from './problem.ts';
import type { RawConfig } from './raw-config.ts';
import type { ConfigSource } from './read.ts';
import type { Completeness } from './schema.ts';
import { senseObjections } from './sense.ts';
import { limitsOf, type Limits, siteOf } from './site.ts';
import { waiverObjections } from './waiver-objections.ts';
import { parseYaml, type YamlTree } from './yaml/parse.ts';

/** A config whose text is sound, but whose meaning waits for the plugins that it names. */
export interface ParsedConfig {
  readonly file: string;
  readonly plugins: readonly string[];
  readonly tree: YamlTree;
  /** What other files say, by the setting that they fill: `networks.services`. */
  readonly claimed?: ReadonlyMap<string, Origin>;
}

export interface Settings {
  readonly site: Site;
  readonly waivers: readonly Waiver[];
  readonly limits: Limits;
  /** The folder with saved answers of the AWS CLI, from the folder of the config. */
  readonly answers?: string;
  /** The file with saved resources of the cluster, from the folder of the config. */
  readonly resources?: string;
  /** Returns a problem that points at `path`, for what only shows after planning. */
  readonly at: (path: Path, what: string, expected: string) => Problem;
}

export interface Occasion {
  /** `2026-11-20` */
  readonly today: string;
  /** a built-in baseline that stands in for the config's */
  readonly baseline?: string;
}

export interface Known extends Occasion {
  readonly checks: readonly AnyCheck[];
  readonly completeness?: Completeness;
}

type Refused = { readonly ok: false; readonly problems: readonly Problem[] };
export type Parsed = { readonly ok: true; readonly config: ParsedConfig } | Refused;
export type Resolved = { readonly ok: true; readonly settings: Settings } | Refused;

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
export function resolveSettings(
  config: ParsedConfig,
  { checks, completeness, ...occasion }: Known,
): Resolved {
  const use = { completeness, hasPlugins: config.plugins.length > 0 };
  return settingsResolver(checks, use)(config, occasion);
}

/** Compiles the schema of these checks once, for many configs. */
export function settingsResolver(
  checks: readonly AnyCheck[],
  use: SchemaUse = {},
): (config: ParsedConfig, occasion: Occasion) => Resolved {
  const schema = compileConfigSchema(checks, use);
  return (config, { today, baseline }) => {
    const { value } = config.tree;
    const refused = (objections: readonly Objection[]): Refused => ({
      ok: false,
      problems: [...baselineProblems(baseline, config), ...listProblems(objections, config)],
    });
    if (!schema.ok) return refused(schema.faults);
    const { violations: found, filled } = schema.judge(value);
    const violations = withoutEchoes(found).map(describeViolation);
    const early = [...violations, ...waiverObjections(value, { checks, today })];
    if (early.length > 0) return refused(early);
    // The schema holds the value to exactly this type; a test reads every field back.
    const raw = filled as RawConfig;
    const late = senseObjections(raw);
    if (late.length > 0 || !isKnown(baseline)) return refused(late);
    const { waivers, aws, cluster } = raw;
    const files = {
      ...(aws === undefined ? {} : { answers: aws.answers }),
      ...(cluster.resources === undefined ? {} : { resources: cluster.resources }),
    };
    const settings = { site: siteOf(raw, baseline), waivers, limits: limitsOf(raw), ...files };
    return { ok: true, settings: { ...settings, at: pointerInto(config) } };
  };
}

function isKnown(baseline: string | undefined): boolean {
  return baseline === undefined || BASELINE_NAMES.includes(baseline);
}

/** The one problem that is not in the file. */
function baselineProblems(
  baseline: string | undefined,
  { file }: ParsedConfig,
): readonly Problem[] {
  if (isKnown(baseline)) return [];
  const what = `${quote(baseline)} is no baseline`;
  const expected = `one of ${BASELINE_NAMES.join(', ')}`;
  return [{ file, line: 1, column: 1, path: '--baseline', what, expected }];
}

function pointerInto({ file, tree }: ParsedConfig): Settings['at'] {
  return (path, what, expected) => ({
    file,
    ...tree.positionOf(path),
    path: formatPath(path),
    what,
    expected,
  });
}
