import type { AwsFacts, InterfaceFact } from '#core/aws-facts.ts';
import { quote } from '../problem.ts';
import { type At, originsOf } from './at.ts';
import { type Imported, NOTHING_IMPORTED } from './claim.ts';

const DESCRIPTION = 'Amazon EKS ';

/** Finds the interfaces of the API endpoint, which EKS describes by the name of its cluster. */
export function apiClaims(
  { interfaces }: AwsFacts,
  {
    cluster,
    vpcId,
    at,
  }: { readonly cluster: string | undefined; readonly vpcId: string | null; readonly at: At },
): Imported {
  if (interfaces.length === 0) return NOTHING_IMPORTED;
  const own = interfaces.filter((one) => isInVpc(one, vpcId) && one.address !== null);
  const api = own.filter(
    ({ description }) => description === `${DESCRIPTION}${cluster ?? nameIn(own)}`,
  );
  const origins = originsOf(api, at);
  if (origins === undefined) {
    const sought = cluster === undefined ? 'one cluster' : quote(`${DESCRIPTION}${cluster}`);
    const note = `no network interface of ${sought} is among the ${interfaces.length} that are described: targets.kubernetesApi stays open`;
    return { ...NOTHING_IMPORTED, notes: [note] };
  }
  const value = [...new Set(api.flatMap(({ address }) => address ?? []))];
  const setting = ['targets', 'kubernetesApi'];
  return { ...NOTHING_IMPORTED, claims: [{ setting, value, origins }] };
}

function isInVpc({ vpcId }: InterfaceFact, sought: string | null): boolean {
  return vpcId === null || sought === null || vpcId === sought;
}

/** Where nothing names the cluster, all interfaces of EKS must be of one. */
function nameIn(interfaces: readonly InterfaceFact[]): string {
  const names = interfaces
    .filter(({ description }) => /^Amazon EKS [0-9A-Za-z][\w-]*$/.test(description))
    .map(({ description }) => description.slice(DESCRIPTION.length));
  return new Set(names).size === 1 ? (names[0] ?? '') : '';
}
