import type { Finding } from './finding.ts';
import type { FirewallRule } from './firewall-rule.ts';
import type { Capability, Io } from './io.ts';
import type { Json, JsonSchema } from './json.ts';
import type { Vocabulary } from './messages.ts';
import type { Metric } from './metric.ts';
import type { Site } from './site.ts';
import type { StageLimit } from './stage.ts';

/** What a check concludes from one measurement. The verdict is derived from the findings, never stated beside them. */
export type Judgement = {
  readonly findings: readonly Finding[];
  readonly metrics: readonly Metric[];
};

/** Where a case is measured: on this host, or at the far side. */
export type Vantage = 'local' | 'peer';

/**
 * One thing to test. `key` names it in every report, so it must not change between runs; it is unique
 * within its check and vantage, has no spaces, and reads like `tcp/443@10.20.1.10`.
 */
export type Case<Target extends Json> = CaseIdentity &
  ({ readonly target: Target } | { readonly notApplicable: string }) & {
    /** Where the case means something at some stages only; else its check's. */
    readonly stages?: StageLimit;
  };

export type CaseIdentity = {
  readonly key: string;
  readonly from: Vantage;
  /** What this case is about, where `after` shall tell one target's trouble from another's. */
  readonly subject?: string;
};

/** How a check treats the link: `quiet` wants it undisturbed and runs by itself, `saturating` fills it and runs alone. */
export type Lane = 'pure' | 'light' | 'quiet' | 'saturating';

/** What the check's page and `explain` say beyond its findings. */
export type Explanation = {
  readonly proves: readonly string[];
  readonly doesNotProve: readonly string[];
  /** Where the limits and rules come from: RFC sections and pages, one a line. */
  readonly sources: readonly string[];
};

/**
 * A check is three stages: `plan` says what to look at, `measure` looks, `judge` decides.
 * Only `measure` touches the world. The other two are pure and synchronous.
 */
export interface Check<
  Target extends Json,
  Measurement extends Json,
  Needs extends Capability,
  Options extends Json,
> {
  /** kebab-case noun */
  readonly id: string;
  /** a sentence that is true when the check passes */
  readonly title: string;
  /** what breaks when it fails */
  readonly why: string;
  readonly explanation: Explanation;
  readonly vocabulary: Vocabulary;
  readonly needs: readonly Needs[];
  /** Checks that must not have failed, for the same subject, for this one to mean anything. */
  readonly after?: readonly string[];
  readonly lane: Lane;
  /** Where the check means something at some stages only; absent for all of them. */
  readonly stages?: StageLimit;
  /** Schema of the check's own section of the config: `additionalProperties: false`, a default for each property. */
  readonly options: JsonSchema;
  plan(site: Site, options: Options): readonly Case<Target>[];
  measure(target: Target, io: Pick<Io, Needs>, signal: AbortSignal): Promise<Measurement>;
  judge(target: Target, measurement: Measurement): Judgement;
  /** What one case cannot know: says more of some cases in the light of all of this check's. Pure. */
  relate?(cases: readonly MeasuredCase<Target, Measurement>[]): readonly Related[];
  /** What one host cannot know: says more in the light of what several hosts have measured. Pure. */
  compare?(hosts: readonly HostCases<Target, Measurement>[]): readonly Finding[];
  /** What firewalls must let through for this check's cases to pass. Pure. */
  rules?(site: Site, options: Options): readonly FirewallRule[];
}

export type MeasuredCase<Target extends Json, Measurement extends Json> = {
  /** as in reports: `check:key`, or `check:peer:key` */
  readonly id: string;
  readonly target: Target;
  readonly measurement: Measurement;
};

/** What one host, and its peer for it, has measured of this check. */
export type HostCases<Target extends Json, Measurement extends Json> = {
  readonly host: string;
  readonly cases: readonly MeasuredCase<Target, Measurement>[];
};

/** Findings that a case gets beside its own. */
export type Related = { readonly id: string; readonly findings: readonly Finding[] };

/** A check whose type parameters no longer matter, as the runner sees it. */
export type AnyCheck = Check<Json, Json, Capability, Json>;

/** Infers the type parameters once, at the definition. The runner then sees every check alike. */
export function defineCheck<
  Target extends Json,
  Measurement extends Json,
  Options extends Json,
  const Needs extends Capability = never,
>(check: Check<Target, Measurement, Needs, Options>): AnyCheck {
  return check;
}

/** Thrown by `measure` where only a look at the machine can tell that there is nothing to measure: the case is skipped. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Thrown by `measure` when the environment forbids looking, as opposed to a bug in our code. */
export class CannotMeasure extends Error {
  override readonly name = 'CannotMeasure';
  readonly fix: string;

  constructor(message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.fix = fix;
  }
}
