import type { Claim } from './claim.ts';
import { formatPath } from '../problem.ts';

/** Adds what follows from the settings that are known, each marked as inferred. */
export function derive(claims: readonly Claim[]): readonly Claim[] {
  const find = (setting: string): Claim | undefined =>
    claims.find((claim) => formatPath(claim.setting) === setting);
  return [
    ...claims,
    ...awsNames(find('cluster.region'), find('components.credentials')),
    ...baseline(find('transport.attachment')),
  ];
}

/** The DNS suffix of each partition that is not the usual one, by how its regions begin. */
const SUFFIXES: readonly (readonly [prefix: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

/**
 * What a node calls while it joins and after: EKS, its images, its credentials.
 * https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html
 */
function awsNames(region: Claim | undefined, credentials: Claim | undefined): readonly Claim[] {
  if (region === undefined || credentials === undefined) return [];
  const name = textOf(region);
  const suffix = SUFFIXES.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  const own = credentials.value === 'ssm' ? ['ssm', 'ssmmessages'] : ['rolesanywhere'];
  return [
    {
      setting: ['resolvers', 'awsNames'],
      value: ['eks', 'api.ecr', 'sts', ...own].map((service) => `${service}.${name}.${suffix}`),
      origins: [region.origins[0], credentials.origins[0]],
      inferred: 'what a node of this region calls; remove what goes over the internet',
    },
  ];
}

function textOf({ value }: Claim): string {
  return typeof value === 'string' ? value : '';
}

/** No VPN meets what Direct Connect is held against. */
function baseline(attachment: Claim | undefined): readonly Claim[] {
  if (attachment?.value !== 'vpn') return [];
  const { origins } = attachment;
  return [{ setting: ['baseline'], value: 'vpn', origins, inferred: 'the link is a VPN' }];
}
