import type { PeerCertificate } from './https.ts';
import type { ProgramRun } from './program-run.ts';

/** Why a file told nothing. */
export type UnreadFile = { readonly kind: 'absent' | 'forbidden' | 'malformed' };

export type CertificateQuestion = {
  /** Where the kubelet keeps its certificate, and behind it the key. */
  readonly file: string;
  /** PEM, base64 of it, or `file:/path`; null to take `authorityFile`. */
  readonly authority: string | null;
  /** Where nodeadm writes the cluster's authority. */
  readonly authorityFile: string;
};

/** What the kubelet shows to those who call it. Nothing of its key is in it. */
export type KubeletCertificate = {
  readonly own: { readonly kind: 'read'; readonly certificate: PeerCertificate } | UnreadFile;
  /** Whose signature is asked for, by their names; null where there is no certificate that could have it. */
  readonly authority:
    { readonly kind: 'read'; readonly subjects: readonly string[] } | UnreadFile | null;
  /** Null where one of the two is missing. */
  readonly isSigned: boolean | null;
};

export type ApiQuestion = {
  /** Whose credentials to use: a file of kubectl's. */
  readonly kubeconfig: string;
  /** Such as `/api/v1/nodes/node-1`. */
  readonly path: string;
  readonly timeoutMs: number;
};

export type ApiRun =
  | { readonly kind: 'ran'; readonly run: ProgramRun }
  | { readonly kind: 'kubeconfig-absent' | 'kubeconfig-forbidden' };

/** The kubelet of this host, and what it may ask the API. Only ever looks. */
export interface Kubelet {
  /** `kubelet --version` */
  version(options: { readonly timeoutMs: number }, signal: AbortSignal): Promise<ProgramRun>;
  /** Throws CannotMeasure where the authority that is named cannot be read. */
  certificate(question: CertificateQuestion): Promise<KubeletCertificate>;
  /** One GET by kubectl, which keeps nothing of it. */
  ask(question: ApiQuestion, signal: AbortSignal): Promise<ApiRun>;
}
