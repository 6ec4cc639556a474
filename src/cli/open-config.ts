import { configOfClaims, layUnder } from '../config/import/underlay.ts';
import { importSite, type ImportedSite } from '../config/import/import-site.ts';
import { locateConfig } from '../config/locate.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { readConfig } from '../config/read.ts';
import type { Completeness } from '../config/schema.ts';
import { parseConfig, type ParsedConfig } from '../config/settings.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export interface ConfigFiles {
  readonly config?: string | undefined;
  readonly nodeConfig?: string | undefined;
}

/** A config whose meaning waits for its plugins, from its own file, from a NodeConfig, or from both. */
export interface OpenedConfig {
  readonly config: ParsedConfig;
  readonly completeness: Completeness;
  /** What the user should know of where it comes from, a sentence each. */
  readonly notes: readonly string[];
}

/** Finds and reads the config, and lays the NodeConfig under it. Undefined where there is neither; throws UsageError. */
export async function openConfig(
  { config: explicit, nodeConfig }: ConfigFiles,
  { environment, workingDirectory }: Shell,
): Promise<OpenedConfig | undefined> {
  const site = nodeConfig === undefined ? undefined : await readSite(nodeConfig, workingDirectory);
  const located = await locateConfig({ explicit, environment, workingDirectory });
  if (located.kind === 'problem') throw refusal([located.problem]);
  if (located.kind === 'found') return openFile(located.file, site);
  if (nodeConfig === undefined || site === undefined) return undefined;
  const alone = `${nodeConfig} alone describes the site: where nothing is said, an endpoint that is private and a Direct Connect are assumed. "hybrid-preflight init --node-config ${nodeConfig}" writes a config to fill in.`;
  return {
    config: configOfClaims(site.claims, nodeConfig),
    completeness: 'open',
    notes: [alone, ...site.notes],
  };
}

async function openFile(file: string, site: ImportedSite | undefined): Promise<OpenedConfig> {
  const read = await readConfig(file);
  if (!read.ok) throw refusal([read.problem]);
  const parsed = parseConfig(read.source);
  if (!parsed.ok) throw refusal(parsed.problems);
  if (site === undefined) return { config: parsed.config, completeness: 'whole', notes: [] };
  const { config, problems } = layUnder(parsed.config, site.claims);
  if (problems.length > 0) throw refusal(problems);
  return { config, completeness: 'whole', notes: site.notes };
}

async function readSite(nodeConfig: string, workingDirectory: string): Promise<ImportedSite> {
  const site = await importSite({ nodeConfig }, { workingDirectory });
  if (site.problems.length > 0) throw refusal(site.problems, nodeConfig);
  return site;
}

/** An error of usage that lists every problem on a line of its own. */
export function refusal(problems: readonly Problem[], subject = 'the config'): UsageError {
  return new UsageError(`${subject} cannot be used\n${problems.map(formatProblem).join('\n')}`);
}
