import type { Json } from '#core/json.ts';
import type {
  Attachment,
  EndpointMode,
  SiteCapacity,
  SiteComponents,
  SiteExport,
  SitePeer,
  SiteRegistry,
  SiteResolvers,
} from '#core/site.ts';
import type { Waiver } from '#core/waiver.ts';

export type RawPlace = string | { readonly host: string; readonly port?: number };
/** `address:port`, or that with what the API knows of it. */
export type RawWebhook =
  | string
  | {
      readonly name?: string;
      readonly address: string;
      readonly port: number;
      readonly serverName?: string;
      readonly caBundle?: string;
      readonly path?: string;
      readonly failurePolicy?: 'Fail' | 'Ignore';
    };
export type RawBounds = { readonly pass: string; readonly fail: string };

export type RawBaseline = {
  readonly extends?: string;
  readonly latency?: RawBounds;
  readonly jitter?: RawBounds;
  readonly loss?: RawBounds;
  readonly bandwidth?: RawBounds;
  readonly mtu?: number;
  readonly dnsAnswer?: RawBounds;
};

/** A config as the schema leaves it: valid, with defaults filled in, its quantities still text. */
export type RawConfig = {
  readonly cluster: {
    readonly name: string;
    readonly region?: string;
    readonly endpoint?: string;
    readonly endpointMode: EndpointMode;
    readonly certificateAuthority?: string;
    readonly resources?: string;
  };
  readonly networks: {
    readonly vpc: readonly string[];
    readonly remoteNodes: readonly string[];
    readonly remotePods: readonly string[];
    readonly services?: string;
  };
  readonly capacity?: SiteCapacity;
  readonly node: { readonly address?: string };
  readonly targets: {
    readonly kubernetesApi: readonly RawPlace[];
    readonly cloudNodes: readonly RawPlace[];
    readonly bgpPeers: readonly RawPlace[];
    readonly onPremNodes: readonly RawPlace[];
    readonly ping: readonly string[];
    readonly reflectors: readonly RawPlace[];
    readonly iperf3: readonly RawPlace[];
    readonly nfs: readonly {
      readonly server: string;
      readonly export: string;
      readonly options: string;
      readonly path?: string;
      readonly from: SiteExport['from'];
    }[];
    readonly registries: readonly SiteRegistry[];
    readonly webhooks: readonly RawWebhook[];
  };
  readonly resolvers: {
    readonly inbound: readonly RawPlace[];
    readonly onPrem: readonly RawPlace[];
    readonly awsNames: readonly string[];
    readonly onPremNames: readonly (
      string | { readonly name: string; readonly addresses?: readonly string[] }
    )[];
    readonly bigAnswer: SiteResolvers['bigAnswer'];
  };
  readonly components: SiteComponents;
  readonly transport: { readonly attachment: Attachment; readonly bandwidth?: string };
  readonly aws?: { readonly answers: string };
  readonly peer?: SitePeer;
  readonly baseline: string | RawBaseline;
  readonly limits: {
    readonly caseDeadline: string;
    readonly runDeadline: string;
    readonly concurrency: number;
  };
  readonly waivers: readonly Waiver[];
  readonly checks: { readonly [checkId: string]: Json };
};
