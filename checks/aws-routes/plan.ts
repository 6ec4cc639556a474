import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import { clusterIn } from '#lib/aws-paths/own-parts.ts';
import { flowCases } from './plan-flows.ts';
import { linkCases } from './plan-links.ts';
import { routeCases } from './plan-routes.ts';
import { SAVE } from './save.ts';
import type { AwsTarget } from './target.ts';

/** What the answers say, one case a question; without answers, one case that says what to save. */
export function plan(site: Site): readonly Case<AwsTarget>[] {
  const { aws } = site;
  if (aws === undefined) return [{ key: 'answers', from: 'local', notApplicable: NO_ANSWERS }];
  const known = { ...withRemotes(site), aws };
  return [...routeCases(known), ...flowCases(known), ...linkCases(known)];
}

const NO_ANSWERS = `No answers of the AWS CLI are at hand: save some to a folder (${SAVE.routeTables(null)}, and the other commands of docs/checks/aws-routes.md) and name it with --aws-json, or as aws.answers in the config.`;

/** What the config does not say of the remote networks, the cluster does. */
function withRemotes(site: Site): Site {
  const { aws, cluster, networks } = site;
  if (aws === undefined || networks.remoteNodes.length > 0) return site;
  const { remoteNodes = [], remotePods = [] } = clusterIn(aws, cluster.name) ?? {};
  return { ...site, networks: { ...networks, remoteNodes, remotePods } };
}
