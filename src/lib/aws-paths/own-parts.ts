import type { ClusterFact, InterfaceFact, RouteTableFact, SiteAws } from '#core/aws-facts.ts';

/** What of the answers is the cluster's own. */
type Answers = Pick<SiteAws, 'clusters' | 'interfaces'>;

export function clusterIn({ clusters }: Answers, name: string): ClusterFact | undefined {
  return clusters.find((cluster) => cluster.name === name);
}

/** The interfaces of the API endpoint: EKS describes them by the name of the cluster. */
export function apiInterfaces({ interfaces }: Answers, name: string): readonly InterfaceFact[] {
  return interfaces.filter(({ description }) => description === `Amazon EKS ${name}`);
}

/** As the cluster says, else as its interfaces do; null where nothing tells. */
export function vpcOf(aws: Answers, name: string): string | null {
  return clusterIn(aws, name)?.vpcId ?? apiInterfaces(aws, name)[0]?.vpcId ?? null;
}

/** Those that the API may put its interfaces in, and those where they are. */
export function subnetsOf(aws: Answers, name: string): readonly string[] {
  const own = apiInterfaces(aws, name).flatMap(({ subnetId }) => subnetId ?? []);
  return [...new Set([...(clusterIn(aws, name)?.subnetIds ?? []), ...own])];
}

/** The table of a subnet, or of one without its own the main table of the VPC; undefined where it is not in the answers. */
export function tableOf(
  subnetId: string,
  tables: readonly RouteTableFact[],
  vpcId: string | null,
): RouteTableFact | undefined {
  return (
    tables.find(({ subnetIds }) => subnetIds.includes(subnetId)) ??
    tables.find((table) => table.isMain && table.vpcId === vpcId)
  );
}
