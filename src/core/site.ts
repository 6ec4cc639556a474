import type { SiteAws } from './aws-facts.ts';
import type { Json } from './json.ts';
import type { ValueOrigin } from './origin.ts';
import type { Stage } from './stage.ts';
import type { SiteWebhook } from './webhook.ts';

/** The networks of the site as CIDR texts. A list that is empty is not known, or there is no such network. */
export type SiteNetworks = {
  readonly vpc: readonly string[];
  readonly remoteNodes: readonly string[];
  readonly remotePods: readonly string[];
  readonly services: readonly string[];
};

/** A place in the network: an IP literal or a host name, and the port where it is not the usual one. */
export type Place = {
  readonly host: string;
  readonly port?: number;
};

export type EndpointMode = 'private' | 'public' | 'public-and-private';

export type SiteCluster = {
  readonly name: string;
  readonly region?: string;
  /** Host name of the Kubernetes API endpoint. */
  readonly endpoint?: string;
  readonly endpointMode: EndpointMode;
  /** Who signs the endpoint's certificate: PEM, base64 of it, or `file:/path`. */
  readonly certificateAuthority?: string;
};

/** Sizing that the pod pool must carry. */
export type SiteCapacity = {
  readonly nodes: number;
  readonly maxPods: number;
  /** Prefix length of each node's slice of the pod pool. */
  readonly podMaskSize: number;
};

/** An on-premises name and, where it is known, the address that it must resolve to. */
export type ExpectedName = {
  readonly name: string;
  readonly addresses: readonly string[];
};

export type SiteResolvers = {
  /** The addresses of the Route 53 Resolver inbound endpoint. */
  readonly inbound: readonly Place[];
  readonly onPrem: readonly Place[];
  /** AWS names that on-premises hosts must resolve, beside the API endpoint. */
  readonly awsNames: readonly string[];
  readonly onPremNames: readonly ExpectedName[];
  /** A name in AWS whose answer exceeds 1232 bytes, to prove that big answers arrive. */
  readonly bigAnswer: { readonly name: string; readonly type: 'TXT' | 'NS' | 'A' | 'DNSKEY' };
};

/** An image registry, and how this site uses it. The secret is a reference (`env:…`, `file:…`), never the secret. */
export type SiteRegistry = {
  readonly host: string;
  readonly port: number;
  /** A file of authorities that its certificate is signed by. */
  readonly authority?: string;
  readonly account?: { readonly name: string; readonly secret: string };
  /** `repository:tag` or `repository@digest`. */
  readonly image?: string;
  /** Whose nodes pull from it. */
  readonly usedFrom: 'on-premises' | 'aws' | 'both';
};

/** Where each component of the port table is found. An empty list means: not named, so not applicable. */
export type SiteTargets = {
  readonly kubernetesApi: readonly Place[];
  readonly cloudNodes: readonly Place[];
  readonly bgpPeers: readonly Place[];
  readonly onPremNodes: readonly Place[];
  /** Addresses beyond the link that answer echo requests, and reflectors of STAMP or TWAMP-Light: what routers have. */
  readonly ping: readonly string[];
  readonly reflectors: readonly Place[];
  /** Servers of iperf3 that somebody runs beyond the link. */
  readonly iperf3: readonly Place[];
  /** Exports that the workloads will mount. */
  readonly nfs: readonly SiteExport[];
  readonly registries: readonly SiteRegistry[];
  /** Webhooks and aggregated APIs that the API calls on premises, each at one of its pods. */
  readonly webhooks: readonly SiteWebhook[];
};

/** An NFS export, and who will mount it. */
export type SiteExport = {
  readonly server: string;
  readonly exportPath: string;
  /** As behind `mount -o`. */
  readonly options: string;
  /** A folder where it is mounted already; null to have it mounted for the test. */
  readonly path: string | null;
  readonly from: 'on-prem' | 'aws' | 'both';
};

export type SiteComponents = {
  readonly cni: 'cilium' | 'calico' | 'none';
  readonly serviceMesh: 'istio' | 'none';
  /** What carries packets between the VPC and pods on premises, beside plain routes. */
  readonly gateway: 'hybrid-nodes' | 'none';
  readonly credentials: 'ssm' | 'iam-roles-anywhere';
};

export type Attachment =
  | 'direct-connect-private'
  | 'direct-connect-transit'
  | 'transit-gateway'
  | 'vpn'
  | 'internet'
  | 'custom';

export type SiteTransport = {
  readonly attachment: Attachment;
  readonly bandwidthBps?: number;
};

/**
 * How the far side is met: called at `host`, or awaited at `listen` where only it may open connections. The token is
 * a reference (`env:…`, `file:…`), never the secret.
 */
export type SitePeer = {
  readonly host?: string;
  readonly listen?: string;
  readonly port: number;
  readonly token: string;
};

/** A limit with a grey zone: good up to `pass`, bad beyond `fail`, a warning between. */
export type Bounds = {
  readonly pass: number;
  readonly fail: number;
};

/** What the link is held against. Latency, jitter and DNS in milliseconds, loss as a ratio of 0 to 1. */
export type Baseline = {
  readonly name: string;
  readonly latencyMs: Bounds;
  readonly jitterMs: Bounds;
  readonly lossRatio: Bounds;
  readonly bandwidthBps: Bounds;
  readonly mtuBytes: number;
  readonly dnsAnswerMs: Bounds;
};

/** Everything that the config says of the site, validated, with defaults filled in; plain JSON. */
export type Site = {
  readonly cluster: SiteCluster;
  readonly networks: SiteNetworks;
  readonly capacity?: SiteCapacity;
  /** This host's address as the kubelet will announce it, where the config names it. */
  readonly nodeAddress?: string;
  readonly targets: SiteTargets;
  readonly resolvers: SiteResolvers;
  readonly components: SiteComponents;
  readonly transport: SiteTransport;
  readonly baseline: Baseline;
  readonly peer?: SitePeer;
  /** What the run was asked for; before-init where it is absent. */
  readonly stage?: Stage;
  /** What saved answers of the AWS CLI say of the cluster; absent where none were handed in. */
  readonly aws?: SiteAws;
  /** Where its addresses, networks and names were read; absent where nobody has kept it. */
  readonly origins?: readonly ValueOrigin[];
  /** Each check's own section, defaults filled in, by check id. */
  readonly options: { readonly [checkId: string]: Json };
};
