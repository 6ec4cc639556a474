import type { EndpointMode } from '#core/site.ts';

/** Returns what EKS calls the two accesses of its API endpoint; undefined where both are closed. */
export function endpointModeOf(isPublic: boolean, isPrivate: boolean): EndpointMode | undefined {
  if (isPublic && isPrivate) return 'public-and-private';
  if (isPublic) return 'public';
  return isPrivate ? 'private' : undefined;
}
