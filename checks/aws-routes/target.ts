import type {
  GatewayAttachmentFact,
  GatewayRouteFact,
  VirtualInterfaceFact,
  VpnFact,
} from '#core/aws-facts.ts';
import type { AclQuestion } from '#lib/aws-paths/read-acls.ts';
import type { GroupQuestion } from '#lib/aws-paths/read-groups.ts';
import type { RouteQuestion } from '#lib/aws-paths/read-routes.ts';

/** A question with the facts that answer it. */
export type RoutesTarget = RouteQuestion & {
  readonly kind: 'routes';
  /** The gateway that a missing route should lead to, where anything tells. */
  readonly via: string | null;
  readonly vpcId: string | null;
};
export type GroupsTarget = GroupQuestion & { readonly kind: 'security-groups' };
export type AclsTarget = AclQuestion & { readonly kind: 'network-acls' };

/** Do the tables of the Transit Gateway lead both ways? The answers do not say of which table each is. */
export type GatewayRoutesTarget = {
  readonly kind: 'gateway-routes';
  readonly vpcId: string | null;
  readonly vpc: readonly string[];
  readonly remote: readonly string[];
  readonly routes: readonly GatewayRouteFact[];
  readonly tableIds: readonly string[];
};

export type VpnTarget = {
  readonly kind: 'vpn';
  readonly vpns: readonly VpnFact[];
  readonly remote: readonly string[];
  /** Direct Connect carries the traffic as long as it is up. */
  readonly isBackup: boolean;
};

export type DirectConnectTarget = {
  readonly kind: 'direct-connect';
  readonly interfaces: readonly VirtualInterfaceFact[];
  readonly requiredMtuBytes: number;
};

export type AttachmentsTarget = {
  readonly kind: 'gateway-attachments';
  readonly attachments: readonly GatewayAttachmentFact[];
};

export type AwsTarget =
  | RoutesTarget
  | GroupsTarget
  | AclsTarget
  | GatewayRoutesTarget
  | VpnTarget
  | DirectConnectTarget
  | AttachmentsTarget;
