import type { ClusterFact, VpcFact } from '#core/aws-facts.ts';
import { hostOfEndpoint } from '../formats.ts';
import type { Path, Problem } from '../problem.ts';
import { quote } from '../problem.ts';
import { type At, placesIn } from './at.ts';
import { authenticationNote } from './authentication.ts';
import { apiClaims } from './aws-api.ts';
import type { AwsFolder } from './aws-folder.ts';
import { resolverImport } from './aws-resolvers.ts';
import { transportClaims } from './aws-transport.ts';
import { type Claim, type Imported, joinImports, placeOf } from './claim.ts';
import { endpointModeOf } from './endpoint-mode.ts';
import { ENDPOINT } from './rules.ts';

/** What the other sources say of the cluster, to tell it from others in the folder. */
export interface Sought {
  readonly cluster: string | undefined;
  readonly remoteNodes: readonly string[];
}

/** Says what saved answers of the AWS CLI mean to the config. */
export function importAws(folder: AwsFolder, sought: Sought): Imported {
  const at = placesIn(folder);
  const chosen = choose(folder.facts.clusters, sought, at);
  if (!chosen.ok) return { claims: [], problems: [chosen.problem, ...folder.problems], notes: [] };
  const { clusters } = chosen;
  const [cluster] = clusters;
  const vpcId = cluster?.vpcId ?? onlyVpc(folder.facts.vpcs);
  const remoteNodes = cluster === undefined ? sought.remoteNodes : cluster.remoteNodes;
  const own: Imported = {
    claims: [
      ...clusters.flatMap((one) => clusterClaims(one, at)),
      ...vpcClaims(folder.facts.vpcs, vpcId, at),
      ...transportClaims(folder.facts, { vpcId, remoteNodes, at }),
    ],
    problems: [...folder.problems, ...clusters.flatMap((one) => clusterProblems(one, at))],
    notes: [...folder.notes, ...clusters.flatMap((one) => clusterNotes(one, at))],
  };
  const name = cluster?.name ?? sought.cluster;
  const parts = { vpcId, at };
  return joinImports([
    own,
    apiClaims(folder.facts, { ...parts, cluster: name }),
    resolverImport(folder.facts, parts),
  ]);
}

type Chosen =
  | { readonly ok: true; readonly clusters: readonly ClusterFact[] }
  | { readonly ok: false; readonly problem: Problem };

/** The one that the other sources name, or the only one. Two answers of one cluster are held against each other. */
function choose(clusters: readonly ClusterFact[], { cluster }: Sought, at: At): Chosen {
  const names = [...new Set(clusters.map(({ name }) => name))];
  const own = clusters.filter(({ name }) => name === cluster);
  if (own.length > 0) return { ok: true, clusters: own };
  const [first] = clusters;
  if (names.length <= 1 || first === undefined) return { ok: true, clusters };
  const what = `the folder describes the clusters ${names.map(quote).join(', ')}`;
  const expected =
    cluster === undefined
      ? 'name yours by --node-config or --eksctl, or remove the others'
      : `save the answer for ${quote(cluster)}`;
  return { ok: false, problem: { ...at(first.from, 'name'), what, expected } };
}

function onlyVpc(vpcs: readonly VpcFact[]): string | null {
  const ids = new Set(vpcs.map(({ id }) => id));
  return ids.size === 1 ? (vpcs[0]?.id ?? null) : null;
}

function clusterClaims(cluster: ClusterFact, at: At): readonly Claim[] {
  const { from, name, region, endpoint, serviceCidr, remoteNodes, remotePods } = cluster;
  const says = (setting: Path, value: Claim['value'] | undefined, ...below: Path): Claim[] =>
    value === undefined || value === null
      ? []
      : [{ setting, value, origins: [at(from, ...below)] }];
  const fits = endpoint !== null && ENDPOINT.whyNot(endpoint) === undefined;
  const config = 'resourcesVpcConfig';
  const remote = 'remoteNetworkConfig';
  return [
    ...says(['cluster', 'name'], name, 'name'),
    ...says(['cluster', 'region'], region, 'arn'),
    ...says(['cluster', 'endpoint'], fits ? hostOfEndpoint(endpoint) : undefined, 'endpoint'),
    ...says(['cluster', 'endpointMode'], modeOf(cluster), config, 'endpointPrivateAccess'),
    ...says(['networks', 'services'], serviceCidr, 'kubernetesNetworkConfig', 'serviceIpv4Cidr'),
    ...says(['networks', 'remoteNodes'], listed(remoteNodes), remote, 'remoteNodeNetworks'),
    ...says(['networks', 'remotePods'], listed(remotePods), remote, 'remotePodNetworks'),
  ];
}

function modeOf({ publicAccess, privateAccess }: ClusterFact): string | undefined {
  if (publicAccess === null || privateAccess === null) return undefined;
  return endpointModeOf(publicAccess, privateAccess);
}

function listed(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}

function clusterProblems({ from, endpoint }: ClusterFact, at: At): readonly Problem[] {
  const why = endpoint === null ? undefined : ENDPOINT.whyNot(endpoint);
  if (why === undefined) return [];
  const what = `${quote(endpoint)} ${why}`;
  return [{ ...at(from, 'endpoint'), what, expected: `write ${ENDPOINT.example}` }];
}

function clusterNotes(cluster: ClusterFact, at: At): readonly string[] {
  const { from, name, status, authenticationMode, remoteNodes } = cluster;
  const place = placeOf(at(from));
  return [
    ...(status === null || status === 'ACTIVE'
      ? []
      : [`${place}: the cluster is ${quote(status)}, and nodes join an ACTIVE one only`]),
    ...(remoteNodes.length > 0
      ? []
      : [
          `${place}: the cluster ${quote(name)} has no remoteNetworkConfig, so no hybrid node can join`,
        ]),
    ...authenticationNote(authenticationMode, `${place}: accessConfig.authenticationMode`),
  ];
}

/** Answers about one VPC that are held against each other. */
const MOST_ANSWERS = 5;

function vpcClaims(vpcs: readonly VpcFact[], vpcId: string | null, at: At): readonly Claim[] {
  return vpcs
    .filter(({ id, cidrs }) => id === vpcId && cidrs.length > 0)
    .slice(0, MOST_ANSWERS)
    .map(({ from, cidrs }) => ({
      setting: ['networks', 'vpc'],
      value: cidrs,
      origins: [at(from)],
    }));
}
