import { quote } from '../problem.ts';

/** https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cluster-create.html */
const GOOD_MODES = ['API', 'API_AND_CONFIG_MAP'];

/** Hybrid nodes join through access entries, which the old mode of authentication does not have. */
export function authenticationNote(
  mode: string | null | undefined,
  place: string,
): readonly string[] {
  if (mode === undefined || mode === null || GOOD_MODES.includes(mode)) return [];
  return [`${place} is ${quote(mode)}: hybrid nodes join with ${GOOD_MODES.join(' or ')} only`];
}
