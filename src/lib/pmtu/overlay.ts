/** How pods' packets cross the network between hosts. */
export type Encapsulation = 'none' | 'vxlan' | 'geneve' | 'ipip' | 'wireguard';

/** The family of the addresses that hosts reach each other by. */
export type OuterFamily = 'ipv4' | 'ipv6';

/** RFC 791 3.1 without options, RFC 8200 3. */
const IP_HEADER_BYTES = { ipv4: 20, ipv6: 40 } as const;

/** What an encapsulation puts between the outer IP header and the pod's packet. */
const INSIDE_BYTES: Readonly<Record<Encapsulation, number>> = {
  none: 0,
  vxlan: 8 + 8 + 14, // RFC 7348 5: UDP, VXLAN, inner Ethernet; Cilium's TunnelOverheadIPv4 is 50 with IPv4
  // RFC 8926 3.4: UDP, Geneve, inner Ethernet make 50 like VXLAN, then options of 4 bytes and more: OVN sends 8, which
  // makes 58; rounded up to 60. Cilium's own option for DSR takes 12 (DsrTunnelOverhead): ask for that with `optionBytes`.
  geneve: 8 + 8 + 14 + 10,
  ipip: 0, // RFC 2003: nothing but the outer header
  wireguard: 8 + 16 + 16, // UDP, header and tag: 60 with IPv4 and 80 with IPv6, as Calico counts
};

/** Geneve's options that `INSIDE_BYTES` has room for. */
const GENEVE_OPTION_BYTES = 10;

export type Overlay = {
  readonly encapsulation: Encapsulation;
  readonly outer: OuterFamily;
  /** Of Geneve: the options that each packet carries. */
  readonly optionBytes?: number;
};

/** Returns the bytes by which an overlay makes each packet longer; https://docs.tigera.io/calico/latest/networking/configuring/mtu. */
export function overheadBytes({ encapsulation, outer, optionBytes = 0 }: Overlay): number {
  if (encapsulation === 'none') return 0;
  const more = encapsulation === 'geneve' ? Math.max(0, optionBytes - GENEVE_OPTION_BYTES) : 0;
  return IP_HEADER_BYTES[outer] + INSIDE_BYTES[encapsulation] + more;
}

/** Returns the largest packet that a pod may send over a path. */
export function podMtuBytes(pathMtuBytes: number, overlay: Overlay): number {
  return pathMtuBytes - overheadBytes(overlay);
}

/**
 * Returns the MTU to write into the configuration of a CNI. Calico's `calicoNetwork.mtu` is that of the pods. Cilium's
 * Helm value `MTU` is that of "the underlying network": Cilium takes the overhead off itself (pkg/mtu/mtu.go), and
 * would do so twice.
 */
export function cniMtuBytes(
  cni: 'calico' | 'cilium',
  pathMtuBytes: number,
  overlay: Overlay,
): number {
  return cni === 'cilium' ? pathMtuBytes : podMtuBytes(pathMtuBytes, overlay);
}

/** RFC 9293 3.1: without options. */
const TCP_HEADER_BYTES = 20;

/** Returns the MSS to clamp TCP to (RFC 6691): the MTU less 40 for IPv4, less 60 for IPv6. */
export function mssBytes(mtuBytes: number, inner: OuterFamily): number {
  return mtuBytes - IP_HEADER_BYTES[inner] - TCP_HEADER_BYTES;
}
