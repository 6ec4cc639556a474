const GUIDE = 'https://docs.aws.amazon.com/eks/latest/userguide';

/** Pages that the entries are taken from. */
export const TROUBLESHOOTING = `${GUIDE}/hybrid-nodes-troubleshooting.html`;
export const NETWORKING = `${GUIDE}/hybrid-nodes-networking.html`;
export const CREDENTIALS = `${GUIDE}/hybrid-nodes-creds.html`;
export const CLUSTER_PREPARATION = `${GUIDE}/hybrid-nodes-cluster-prep.html`;
export const NETWORK_PLUGIN = `${GUIDE}/hybrid-nodes-cni.html`;
export const CLUSTER_UPDATE = `${GUIDE}/hybrid-nodes-cluster-update.html`;
export const PRIVATE_DNS =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html';
export const VPN_MTU = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html';
export const GATEWAY_MTU =
  'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas';
