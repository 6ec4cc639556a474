import type { From, SiteAws } from '#core/aws-facts.ts';

/** Where a route leads: out of the VPC, to a firewall on the way, or to where nothing on premises is found. */
export type Leading = 'on-premises' | 'firewall' | 'elsewhere';

/** By the prefix of the id (API_Route): what may carry packets to the other site. */
const ON_PREMISES = /^(tgw-|vgw-|eni-|i-|lgw-|arn:[\w-]+:networkmanager:)/;

export function leadingOf(target: string): Leading {
  if (ON_PREMISES.test(target)) return 'on-premises';
  return target.startsWith('vpce-') ? 'firewall' : 'elsewhere';
}

/** What keeps the target of a route from passing packets on, though the route is active. */
export type TargetTrouble = {
  readonly id: string;
  /** The target, its attachment to the VPC, or the check of sources on an interface. */
  readonly what: 'target' | 'attachment' | 'source-check';
  readonly state: string;
  readonly from: From;
};

/** Returns all targets that the answers say to be out of order. What they do not list, the route's own state vouches for. */
export function targetTroubles(aws: SiteAws, vpcId: string | null): readonly TargetTrouble[] {
  return [...attachments(aws, vpcId), ...vpnGateways(aws, vpcId), ...interfaces(aws)];
}

const SOUND_ATTACHMENT: readonly (string | null)[] = ['available', 'modifying', null];

function attachments({ gatewayAttachments }: SiteAws, vpcId: string | null) {
  return gatewayAttachments.flatMap((one): readonly TargetTrouble[] => {
    const { resourceType, resourceId, gatewayId, state, from } = one;
    const isOwn = resourceType === 'vpc' && resourceId === vpcId;
    if (!isOwn || gatewayId === null || state === null) return [];
    // A deleted attachment stays in the answer beside the one that took its place.
    const others = gatewayAttachments.filter(
      (other) => other.gatewayId === gatewayId && other.resourceId === vpcId,
    );
    if (others.some((other) => SOUND_ATTACHMENT.includes(other.state))) return [];
    return [{ id: gatewayId, what: 'attachment', state, from }];
  });
}

function vpnGateways(aws: SiteAws, vpcId: string | null) {
  return aws.vpnGateways.flatMap(({ id, state, attachments, from }): readonly TargetTrouble[] => {
    if (state !== null && state !== 'available') return [{ id, what: 'target', state, from }];
    const own = attachments.filter((one) => one.vpcId === vpcId);
    if (own.some((one) => one.state === 'attached' || one.state === null)) return [];
    const attached = own[0]?.state ?? 'not attached to the VPC';
    return [{ id, what: 'attachment', state: attached, from }];
  });
}

function interfaces(aws: SiteAws) {
  return aws.interfaces.flatMap(({ id, status, checksSource, from }): readonly TargetTrouble[] => {
    if (status !== null && status !== 'in-use') {
      return [{ id, what: 'target', state: status, from }];
    }
    return checksSource === true ? [{ id, what: 'source-check', state: 'on', from }] : [];
  });
}
