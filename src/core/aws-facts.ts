/** Which file says it, and where in that file. */
export type From = { readonly file: string; readonly path: readonly (string | number)[] };

/** `aws eks describe-cluster`. What the answer leaves out is null. */
export type ClusterFact = {
  readonly from: From;
  readonly name: string;
  /** of its ARN */
  readonly region: string | null;
  readonly status: string | null;
  readonly endpoint: string | null;
  readonly vpcId: string | null;
  readonly subnetIds: readonly string[];
  readonly clusterSecurityGroupId: string | null;
  /** What else the interfaces of its API are in. */
  readonly securityGroupIds: readonly string[];
  readonly publicAccess: boolean | null;
  readonly privateAccess: boolean | null;
  readonly serviceCidr: string | null;
  readonly authenticationMode: string | null;
  readonly remoteNodes: readonly string[];
  readonly remotePods: readonly string[];
};

/** `aws ec2 describe-vpcs`: every IPv4 block that is associated, the primary one first. */
export type VpcFact = {
  readonly from: From;
  readonly id: string;
  readonly cidrs: readonly string[];
};

/** `aws ec2 describe-subnets` */
export type SubnetFact = {
  readonly from: From;
  readonly id: string;
  readonly vpcId: string | null;
  readonly cidr: string | null;
  readonly zone: string | null;
  readonly freeAddresses: number | null;
};

/** Where a route leads: the kind is the prefix of the AWS id (`tgw`, `vgw`, `nat` …), or `local`. */
export type RouteFact = {
  /** An IPv4 block, or the id of a prefix list. */
  readonly destination: string;
  readonly target: string | null;
  readonly state: string | null;
  /** `CreateRoute` is static, `EnableVgwRoutePropagation` learned. */
  readonly origin: string | null;
};

/** `aws ec2 describe-route-tables`; routes of IPv6 are left out. */
export type RouteTableFact = {
  readonly from: From;
  readonly id: string;
  readonly vpcId: string | null;
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  readonly propagatingGateways: readonly string[];
  readonly routes: readonly RouteFact[];
};

/** One permission of a security group; `-1` is every protocol, and null every port. */
export type PermissionFact = {
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly cidrs: readonly string[];
  readonly groupIds: readonly string[];
  readonly prefixListIds: readonly string[];
};

/** `aws ec2 describe-security-groups` */
export type SecurityGroupFact = {
  readonly from: From;
  readonly id: string;
  readonly vpcId: string | null;
  readonly ingress: readonly PermissionFact[];
  readonly egress: readonly PermissionFact[];
};

/** One entry of a network ACL. Protocols are numbers as text (6 is TCP, 17 UDP), `-1` is every one; null is every port. */
export type AclEntryFact = {
  readonly number: number;
  readonly isEgress: boolean;
  readonly isAllowed: boolean;
  readonly protocol: string;
  readonly cidr: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
};

/** `aws ec2 describe-network-acls`; entries of IPv6 are left out. */
export type NetworkAclFact = {
  readonly from: From;
  readonly id: string;
  readonly vpcId: string | null;
  readonly subnetIds: readonly string[];
  readonly entries: readonly AclEntryFact[];
};

/** `aws ec2 describe-network-interfaces` */
export type InterfaceFact = {
  readonly from: From;
  readonly id: string;
  /** EKS describes those of its API as `Amazon EKS <cluster>`. */
  readonly description: string;
  readonly address: string | null;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly groupIds: readonly string[];
  /** `in-use` or `available` */
  readonly status: string | null;
  /** Whether it drops what is not for itself. */
  readonly checksSource: boolean | null;
};

/** `aws route53resolver list-resolver-endpoints` */
export type ResolverEndpointFact = {
  readonly from: From;
  readonly id: string;
  readonly direction: string;
  readonly vpcId: string | null;
  readonly addressCount: number | null;
  readonly securityGroupIds: readonly string[];
};

/** `aws route53resolver list-resolver-endpoint-ip-addresses`: the answer does not say of which endpoint. */
export type ResolverAddressFact = {
  readonly from: From;
  readonly address: string;
  readonly subnetId: string | null;
};

/** `aws route53resolver list-resolver-rules` */
export type ResolverRuleFact = {
  readonly from: From;
  readonly domain: string;
  readonly type: string;
  readonly targets: readonly { readonly address: string; readonly port: number }[];
};

/** `aws ec2 describe-transit-gateway-attachments` */
export type GatewayAttachmentFact = {
  readonly from: From;
  readonly id: string;
  readonly gatewayId: string | null;
  /** `vpc`, `vpn`, `direct-connect-gateway`, `peering` … */
  readonly resourceType: string;
  readonly resourceId: string | null;
  readonly state: string | null;
  /** The table that what comes from it is routed by. */
  readonly routeTableId: string | null;
};

/** `aws ec2 search-transit-gateway-routes`: the answer does not say of which table. */
export type GatewayRouteFact = {
  readonly from: From;
  readonly destination: string;
  /** `active` or `blackhole` */
  readonly state: string | null;
  /** `vpc`, `vpn`, `direct-connect-gateway` …; null where it leads nowhere. */
  readonly resourceType: string | null;
  readonly resourceId: string | null;
};

/** `aws ec2 describe-vpn-gateways` */
export type VpnGatewayFact = {
  readonly from: From;
  readonly id: string;
  readonly state: string | null;
  readonly attachments: readonly { readonly vpcId: string | null; readonly state: string | null }[];
};

/** One tunnel of a VPN connection. */
export type TunnelFact = {
  /** AWS's end. */
  readonly address: string | null;
  /** `UP` or `DOWN` */
  readonly status: string | null;
  readonly message: string | null;
  /** Learned by BGP, or static. */
  readonly acceptedRoutes: number | null;
};

/** `aws ec2 describe-vpn-connections`, without what its tunnels are secured by. */
export type VpnFact = {
  readonly from: From;
  readonly id: string;
  readonly gatewayId: string | null;
  readonly state: string | null;
  /** False with BGP. */
  readonly isStatic: boolean | null;
  readonly tunnels: readonly TunnelFact[];
  /** Static ones, of a virtual private gateway. */
  readonly routes: readonly { readonly destination: string; readonly state: string | null }[];
};

/** `aws directconnect describe-virtual-interfaces`, without what its BGP sessions are secured by. */
export type VirtualInterfaceFact = {
  readonly from: From;
  readonly id: string;
  /** `private`, `transit` or `public` */
  readonly type: string;
  readonly state: string | null;
  readonly mtuBytes: number | null;
  /** The Direct Connect gateway or virtual private gateway that it ends at. */
  readonly gatewayId: string | null;
  /** `up` or `down` for each BGP session. */
  readonly bgp: readonly string[];
};

/** All that saved answers of the AWS CLI say; plain JSON. */
export type AwsFacts = {
  readonly clusters: readonly ClusterFact[];
  readonly vpcs: readonly VpcFact[];
  readonly subnets: readonly SubnetFact[];
  readonly routeTables: readonly RouteTableFact[];
  readonly securityGroups: readonly SecurityGroupFact[];
  readonly networkAcls: readonly NetworkAclFact[];
  readonly interfaces: readonly InterfaceFact[];
  readonly resolverEndpoints: readonly ResolverEndpointFact[];
  readonly resolverAddresses: readonly ResolverAddressFact[];
  readonly resolverRules: readonly ResolverRuleFact[];
  readonly gatewayAttachments: readonly GatewayAttachmentFact[];
  readonly gatewayRoutes: readonly GatewayRouteFact[];
  readonly vpnGateways: readonly VpnGatewayFact[];
  readonly vpns: readonly VpnFact[];
  readonly virtualInterfaces: readonly VirtualInterfaceFact[];
};

/** What of it a preflight of one cluster goes by. */
export type SiteAws = Omit<AwsFacts, 'vpcs' | 'subnets' | 'resolverAddresses' | 'resolverRules'>;
