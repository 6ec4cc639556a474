import { planCases, type PlannedCase } from '#core/plan.ts';
import { DEFAULT_STAGE, type Stage } from '#core/stage.ts';
import { matchesGlob } from '#core/glob.ts';
import { nearest } from '#lib/nearest.ts';
import { checks } from '../../checks/index.ts';
import { renderers } from '../../reports/index.ts';
import type { Problem } from '../config/problem.ts';
import { originsOf } from '../config/origins.ts';
import { resolveSettings, type Settings } from '../config/settings.ts';
import { withAnswers } from './answers.ts';
import { type Effort, withEffort } from './effort.ts';
import { type ConfigFiles, openConfig, refusal } from './open-config.ts';
import { withResources } from './resources.ts';
import { volumesIn, withVolumes } from './volumes.ts';
import type { Known } from './plugins/known.ts';
import { loadPlugins } from './plugins/load.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export interface ConfigRequest extends ConfigFiles, Effort {
  readonly persistentVolume?: readonly string[] | undefined;
  readonly baseline?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly awsJson?: string | undefined;
  readonly clusterJson?: string | undefined;
}

/** What a config comes to: settings, the checks and renderers with those of its plugins, and the plan. */
export interface OpenedPreflight {
  readonly file: string;
  readonly settings: Settings;
  readonly known: Known;
  readonly cases: readonly PlannedCase[];
  /** What the user should know of where the config comes from, a sentence each. */
  readonly notes: readonly string[];
}

export const BUILT_IN: Known = { checks, renderers };

/** Finds, reads and resolves the config, loads its plugins and plans its cases. Throws UsageError with all problems. */
export async function openPreflight(
  request: ConfigRequest,
  shell: Shell,
): Promise<OpenedPreflight> {
  const opened = await tryOpenPreflight(request, shell);
  if (opened !== undefined) return opened;
  throw new UsageError(
    'no config was found: write one with "hybrid-preflight init", name one with --config, start from a --node-config, or see "hybrid-preflight demo"',
  );
}

/** As openPreflight, but undefined where no config was named and none is found. */
export async function tryOpenPreflight(
  request: ConfigRequest,
  shell: Shell,
): Promise<OpenedPreflight | undefined> {
  const opened = await openConfig(request, shell);
  if (opened === undefined) return undefined;
  const { config, completeness, notes } = opened;
  const { baseline, stage = DEFAULT_STAGE } = request;
  const known = await loadPlugins(config.plugins, config.file, BUILT_IN);
  const resolved = resolveSettings(config, {
    checks: known.checks,
    completeness,
    today: shell.now().slice(0, 10),
    ...(baseline === undefined ? {} : { baseline }),
  });
  if (!resolved.ok) throw refusal(resolved.problems);
  const volumes = await volumesIn(request.persistentVolume ?? []);
  const asked = { ...resolved.settings.site, stage, origins: originsOf(config) };
  const from = { config: config.file, workingDirectory: shell.workingDirectory };
  const { answers: folder, resources } = resolved.settings;
  const answers = await withAnswers(
    withVolumes(withEffort(asked, known.checks, request), volumes.exports),
    { ...from, option: request.awsJson, setting: folder },
  );
  const saved = { ...from, option: request.clusterJson, setting: resources };
  const cluster = await withResources(answers.site, saved);
  const settings = { ...resolved.settings, site: cluster.site };
  const cases = planCases(known.checks, settings.site);
  const stray = strayWaivers(settings, cases);
  if (stray.length > 0) throw refusal(stray);
  const allNotes = [...notes, ...volumes.notes, ...answers.notes, ...cluster.notes];
  return { file: config.file, settings, known, cases, notes: allNotes };
}

/** A waiver that covers no case is a slip of the pen, or a leftover: either way somebody should know. */
function strayWaivers(
  { waivers, at }: Settings,
  cases: readonly PlannedCase[],
): readonly Problem[] {
  return waivers.flatMap(({ case: pattern }, index) => {
    if (cases.some(({ id }) => matchesGlob(pattern, id))) return [];
    const guess = nearest(
      pattern,
      cases.map(({ id }) => id),
    );
    return at(
      ['waivers', index, 'case'],
      `"${pattern}" names no case of this config`,
      guess === undefined ? 'see the list command for the cases' : `did you mean "${guess}"?`,
    );
  });
}
