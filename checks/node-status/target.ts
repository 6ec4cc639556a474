import type { KubeletCertificate } from '#core/kubelet.ts';
import type { Place } from '#core/site.ts';
import type { ComplaintKind } from '#lib/kubernetes/complaint.ts';
import type { NodeFacts } from '#lib/kubernetes/node.ts';
import type { InstalledVersion } from '#lib/kubernetes/version.ts';

export type CertificateTarget = {
  readonly kind: 'certificate';
  readonly file: string;
  readonly cluster: string;
  /** The cluster's authority as the config has it; null where it names none. */
  readonly authority: string | null;
  readonly authorityFile: string;
  /** Before `nodeadm init` it is what an earlier join left. */
  readonly isJoining: boolean;
  readonly nodeAddress: string | null;
  readonly expiryWarningDays: number;
};

export type VersionTarget = {
  readonly kind: 'versions';
  readonly cluster: string;
  readonly places: readonly Place[];
  /** For SNI and the certificate; null to take the place itself. */
  readonly name: string | null;
  readonly authority: string | null;
  /** `1.33`; empty where nobody said it. */
  readonly kubernetesVersion: string;
  /** What nodeadm calls the kind of credentials. */
  readonly credentials: 'ssm' | 'iam-ra';
  readonly isJoining: boolean;
  readonly kubeconfig: string;
  readonly timeoutMs: number;
};

export type NodeTarget = {
  readonly kind: 'node';
  readonly cluster: string;
  /** Empty to take the name that the kubelet was given. */
  readonly nodeName: string;
  readonly kubeconfig: string;
  readonly certificate: string;
  readonly cni: string;
  readonly nodeAddress: string | null;
  readonly remoteNodes: readonly string[];
  /** How long to ask again for a node that is not Ready. */
  readonly waitMs: number;
  readonly timeoutMs: number;
};

export type StatusTarget = CertificateTarget | VersionTarget | NodeTarget;

export type CertificateMeasurement = KubeletCertificate & {
  readonly kind: 'certificate';
  /** This host's own, loopback left out. */
  readonly addresses: readonly string[];
};

/** What one who should know says of the API's version. */
export type ApiVersion = { readonly from: string } & (
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'unknown'; readonly why: string }
);

export type VersionMeasurement = {
  readonly kind: 'versions';
  readonly kubelet: InstalledVersion;
  readonly apis: readonly ApiVersion[];
};

/** How asking for the node ended. */
export type NodeAnswer =
  | { readonly kind: 'node'; readonly node: NodeFacts }
  | { readonly kind: 'no-name' | 'no-kubectl' | 'kubeconfig-absent' | 'kubeconfig-forbidden' }
  | { readonly kind: 'failed'; readonly what: ComplaintKind; readonly said: string };

export type NodeMeasurement = {
  readonly kind: 'node';
  /** Empty where nothing tells it. */
  readonly name: string;
  readonly answer: NodeAnswer;
  readonly afterMs: number;
  readonly addresses: readonly string[];
};

export type StatusMeasurement = CertificateMeasurement | VersionMeasurement | NodeMeasurement;
