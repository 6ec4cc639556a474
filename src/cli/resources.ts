import type { Site } from '#core/site.ts';
import { readClusterResources } from '../config/cluster-resources.ts';
import { refusal } from './open-config.ts';
import { savedFile, type SavedRequest } from './saved-file.ts';

export interface WithResources {
  readonly site: Site;
  readonly notes: readonly string[];
}

/** Adds to a site the webhooks that saved resources of its cluster name. Throws UsageError. */
export async function withResources(site: Site, request: SavedRequest): Promise<WithResources> {
  const file = savedFile(request);
  if (file === undefined) return { site, notes: [] };
  const { remotePods, remoteNodes } = site.networks;
  // A webhook on the host's own network has the address of its node.
  const read = await readClusterResources(file, [...remotePods, ...remoteNodes]);
  if (!read.ok) throw refusal(read.problems, 'the saved resources');
  const webhooks = [...site.targets.webhooks, ...read.webhooks];
  return { site: { ...site, targets: { ...site.targets, webhooks } }, notes: read.notes };
}
