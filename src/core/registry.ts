import type { Endpoint } from './endpoint.ts';
import type { TcpOutcome } from './tcp.ts';

/** What a certificate that was shown says of itself. Names and issuer are the server's words, bounded. */
export type CertificateFacts = {
  readonly issuer: string;
  readonly names: readonly string[];
  /** True where it is for the name that was asked for (RFC 9525). */
  readonly isForName: boolean;
  /** ISO 8601 */
  readonly validTo: string;
  /** Until it ends; negative where it has. */
  readonly leftMs: number;
  /** Until it begins; negative where it has. */
  readonly beginsInMs: number;
};

/** Whether a set of authorities vouches for a certificate; `code` is OpenSSL's. */
export type Verification =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'refused'; readonly code: string }
  /** There is no authority to ask: a file that cannot be read. */
  | { readonly kind: 'no-authority'; readonly why: string };

/** What containerd will trust for this registry, as its config and hosts.toml say. */
export type ContainerdTrust = {
  readonly state:
    | { readonly kind: 'absent' }
    | { readonly kind: 'unreadable'; readonly file: string; readonly why: string }
    | {
        readonly kind: 'read';
        /** hosts.toml of this registry; null where there is none. */
        readonly hostsFile: string | null;
        /** hosts.toml that is there, and that no config_path leads to. */
        readonly ignored: string | null;
        readonly skipsVerification: boolean;
        /** Files of authorities that are named and cannot be read. */
        readonly missing: readonly string[];
      };
  readonly verification: Verification;
};

/** How a registry asks who is there (RFC 9110 §11.6.1, distribution's token specification). */
export type Challenge =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: string; readonly service: string | null }
  | { readonly kind: 'other'; readonly scheme: string };

/** What came back for a request; `why` is a code of the system or of OpenSSL. */
export type HttpOutcome =
  | { readonly kind: 'answer'; readonly status: number }
  | { readonly kind: 'failed'; readonly why: string };

export type ComponentHealth = { readonly name: string; readonly isHealthy: boolean };

export type RegistryQuestion = {
  readonly at: Endpoint;
  /** The name that its certificate has to be for. */
  readonly name: string;
  /** A file of authorities (PEM); null where none is named. */
  readonly authority: string | null;
  /** containerd's config; null where its trust is not asked for. */
  readonly containerdConfig: string | null;
  readonly timeoutMs: number;
};

/** What a registry shows to strangers. */
export type RegistryFacts =
  | { readonly kind: 'unreachable'; readonly how: TcpOutcome['kind']; readonly afterMs: number }
  | { readonly kind: 'no-tls'; readonly why: string }
  | {
      readonly kind: 'secured';
      readonly protocol: string;
      readonly handshakeMs: number;
      readonly certificate: CertificateFacts;
      /** By the authority that was named; null where none was. */
      readonly given: Verification | null;
      readonly containerd: ContainerdTrust | null;
      readonly api: HttpOutcome & { readonly challenge: Challenge | null };
      /** null where it is no Harbor */
      readonly health: readonly ComponentHealth[] | null;
    };

export type PullQuestion = RegistryQuestion & {
  /** The secret is a reference: `env:NAME` or `file:/path`. Without an account nobody logs in. */
  readonly account: { readonly name: string; readonly secret: string } | null;
  readonly image: { readonly repository: string; readonly reference: string } | null;
  readonly mostBytes: number;
  readonly mostMs: number;
};

export type LoginFacts =
  | { readonly kind: 'in' }
  /** It lets strangers in. */
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'refused'; readonly at: 'registry' | 'token-service'; readonly status: number }
  | { readonly kind: 'no-secret'; readonly why: string }
  | { readonly kind: 'failed'; readonly at: 'registry' | 'token-service'; readonly why: string };

export type ImageFacts =
  | {
      readonly kind: 'found';
      readonly layers: number;
      /** Of all layers, compressed, as they are pulled. */
      readonly sizeBytes: number;
      readonly layer: LayerPull;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied'; readonly status: number }
  | { readonly kind: 'no-platform'; readonly wanted: string; readonly has: readonly string[] }
  | { readonly kind: 'failed'; readonly why: string };

/** The first layer; `bytes` came in `bodyMs`, after `firstByteMs` of waiting. */
export type LayerPull =
  | {
      readonly kind: 'pulled';
      readonly bytes: number;
      readonly bodyMs: number;
      readonly firstByteMs: number;
      /** False where it was ended at the bound of bytes or time. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string };

export type PullFacts = { readonly login: LoginFacts; readonly image: ImageFacts | null };

/** Looks at image registries (OCI Distribution), and changes nothing in them. A `no` is a value. */
export interface Registry {
  /** What it shows to strangers: no secret is used. */
  look(question: RegistryQuestion, signal: AbortSignal): Promise<RegistryFacts>;
  /**
   * Logs in, finds the image for this platform and pulls the beginning of its first layer. Over TLS that is verified, or
   * not at all.
   */
  pull(question: PullQuestion, signal: AbortSignal): Promise<PullFacts>;
}
