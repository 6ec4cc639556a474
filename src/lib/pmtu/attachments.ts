/** Something on the way that carries packets up to a size. */
export type Attachment = {
  readonly id: string;
  readonly title: string;
  readonly mtuBytes: number;
  readonly source: string;
};

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html';
const PRIVATE_VIF =
  'https://docs.aws.amazon.com/goto/WebAPI/directconnect/CreatePrivateVirtualInterface';
const TRANSIT_VIF =
  'https://docs.aws.amazon.com/goto/WebAPI/directconnect/CreateTransitVirtualInterface';
const TRANSIT_GATEWAY =
  'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas';
const VPN = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html';
const CALICO = 'https://docs.tigera.io/calico/latest/networking/configuring/mtu';
const WIREGUARD = 'https://lists.zx2c4.com/pipermail/wireguard/2017-December/002201.html';

/** What limits paths between a site and AWS, the likeliest first: several have the same MTU. */
export const ATTACHMENTS: readonly Attachment[] = [
  row('vpn-aes-gcm', 'VPN, AES-GCM-16', 1446, VPN),
  row('transit-gateway', 'transit gateway', 8500, TRANSIT_GATEWAY),
  row('dx-transit-jumbo', 'Direct Connect transit VIF, jumbo', 8500, TRANSIT_VIF),
  row('dx-private-8500', 'Direct Connect private VIF, 8500', 8500, PRIVATE_VIF),
  row('dx-private', 'Direct Connect private VIF, default', 1500, PRIVATE_VIF),
  row('dx-transit', 'Direct Connect transit VIF, default', 1500, TRANSIT_VIF),
  row('internet', 'internet gateway, Ethernet', 1500, EC2),
  row('vpc', 'VPC, jumbo', 9001, EC2),
  row('dx-private-jumbo', 'Direct Connect private VIF, jumbo', 9001, PRIVATE_VIF),
  row('jumbo-ethernet', 'Ethernet, jumbo', 9000, 'no standard: what most switches call jumbo'),
  row('vpn-aes-gcm-nat', 'VPN, AES-GCM-16, NAT-T', 1438, VPN),
  row('vpn-aes-cbc-sha256', 'VPN, AES-CBC, SHA1 or SHA2-256', 1438, VPN),
  row('vpn-aes-cbc-sha256-nat', 'VPN, AES-CBC, SHA1 or SHA2-256, NAT-T', 1422, VPN),
  row('vpn-aes-cbc-sha384', 'VPN, AES-CBC, SHA2-384, with or without NAT-T', 1422, VPN),
  row('vpn-aes-cbc-sha512', 'VPN, AES-CBC, SHA2-512', 1422, VPN),
  row('vpn-aes-cbc-sha512-nat', 'VPN, AES-CBC, SHA2-512, NAT-T', 1406, VPN),
  row('pppoe', 'PPPoE', 1492, 'RFC 2516 7: 1500 − 8'),
  row('gre', 'GRE over IPv4', 1476, 'RFC 2784: 1500 − 20 − 4'),
  row('vxlan', 'VXLAN over IPv4', 1450, 'RFC 7348 5: 1500 − 20 − 8 − 8 − 14'),
  row('wireguard-ipv4', 'WireGuard over IPv4', 1440, `${WIREGUARD}: 1500 − 60`),
  row('wireguard', 'WireGuard, default of wg-quick', 1420, `${WIREGUARD}: 1500 − 80`),
  row('ipip', 'IP in IP', 1480, 'RFC 2003: 1500 − 20'),
  row('gcp', 'Google Cloud VPC, default', 1460, 'https://cloud.google.com/vpc/docs/mtu'),
  row(
    'vpn-old-sample',
    'VPN, older AWS sample configurations',
    1436,
    'AWS sample configurations for AES-128, SHA1',
  ),
  row('azure-aks', 'Azure virtual network as seen by Calico', 1400, CALICO),
  row('ipv6-least', 'least of any IPv6 link', 1280, 'RFC 8200 5'),
];

/** Returns what a path of this MTU is likely limited by; empty where nothing has it for a limit. */
export function attachmentsOf(mtuBytes: number): readonly Attachment[] {
  return ATTACHMENTS.filter((attachment) => attachment.mtuBytes === mtuBytes);
}

function row(id: string, title: string, mtuBytes: number, source: string): Attachment {
  return { id, title, mtuBytes, source };
}
