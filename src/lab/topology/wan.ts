/** One way across the WAN: a point-to-point link between the two routers. */
export interface WanLink {
  /** The name of the device, the same in both routers. */
  readonly device: string;
  readonly onPremAddress: string;
  readonly vpcAddress: string;
  readonly prefixLength: number;
  readonly mtuBytes: number;
}

/** The provider's network beneath the tunnel (RFC 5737 addresses). */
export const UNDERLAY: WanLink = {
  device: 'wan0',
  onPremAddress: '198.51.100.1',
  vpcAddress: '198.51.100.2',
  prefixLength: 30,
  mtuBytes: 1500,
};

/** What a Site-to-Site VPN tunnel with AES-GCM carries; the tunnel itself is VXLAN, which any kernel has. */
export const VPN: WanLink = {
  device: 'vpn0',
  onPremAddress: '169.254.10.1',
  vpcAddress: '169.254.10.2',
  prefixLength: 30,
  mtuBytes: 1438,
};

/** A private virtual interface with jumbo frames: 9001 bytes. */
export const DIRECT_CONNECT: WanLink = {
  device: 'dx0',
  onPremAddress: '169.254.20.1',
  vpcAddress: '169.254.20.2',
  prefixLength: 30,
  mtuBytes: 9001,
};

/** Takes the place of Direct Connect while the wire is impaired: a pair of TUN devices, with a process between. */
export const IMPAIRED: WanLink = {
  device: 'imp0',
  onPremAddress: '169.254.30.1',
  vpcAddress: '169.254.30.2',
  prefixLength: 30,
  mtuBytes: 9001,
};

export const WAN_LINKS = {
  'direct-connect': DIRECT_CONNECT,
  vpn: VPN,
} as const;

export type WanLinkName = keyof typeof WAN_LINKS;
