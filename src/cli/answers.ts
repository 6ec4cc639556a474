import type { SiteAws } from '#core/aws-facts.ts';
import type { Site } from '#core/site.ts';
import { siteAwsOf } from '#lib/aws-paths/site-aws.ts';
import { readAwsFolder } from '../config/import/aws-folder.ts';
import type { SourceFile } from '../config/import/document.ts';
import { savedFile, type SavedRequest } from './saved-file.ts';
import type { Problem } from '../config/problem.ts';
import { quote } from '../config/problem.ts';
import { refusal } from './open-config.ts';

export interface Answers {
  readonly site: Site;
  readonly notes: readonly string[];
}

/** Adds to a site what saved answers say of its cluster; the option goes before the config. Throws UsageError. */
export async function withAnswers(site: Site, request: SavedRequest): Promise<Answers> {
  const folder = savedFile(request);
  if (folder === undefined) return { site, notes: [] };
  const { facts, problems, notes } = await readAwsFolder(folder);
  if (problems.length > 0) throw refusal(problems, 'the saved answers');
  const { name } = site.cluster;
  const others = facts.clusters.filter((cluster) => cluster.name !== name);
  if (others.length > 0 && others.length === facts.clusters.length) {
    const names = others.map((cluster) => quote(cluster.name)).join(', ');
    throw refused(folder, `describes ${names}, not ${quote(name)}`, 'save the answer for it');
  }
  const aws = siteAwsOf(facts, name);
  if (sizeOf(aws) > MOST_CHARACTERS) {
    throw refused(
      folder,
      `holds more than 2 MiB about the cluster ${quote(name)}`,
      'save less with --filters',
    );
  }
  return { site: { ...site, aws }, notes };
}

/** Every report carries it: thousands of routes fit, and no cluster has more. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

function sizeOf(aws: SiteAws): number {
  return JSON.stringify(aws).length;
}

function refused({ name }: SourceFile, what: string, expected: string) {
  const problem: Problem = { file: name, line: 1, column: 1, path: '', what, expected };
  return refusal([problem], 'the saved answers');
}
