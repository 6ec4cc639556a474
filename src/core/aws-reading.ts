import type { Json } from './json.ts';

/** One answer of AWS as its CLI prints it: pages joined, without what secures tunnels and BGP sessions. */
export type AwsAnswer = {
  /** `ec2 describe-vpcs` */
  readonly command: string;
  /** What it was asked of, where it is asked several times: the id of a resolver endpoint, say. */
  readonly of: string | null;
  readonly value: Json;
};

/** Why a question to AWS has no answer. */
export type AwsFailure =
  | { readonly kind: 'no-region' }
  | { readonly kind: 'no-credentials' }
  /** The session of AWS's single sign-on, which is renewed in another way. */
  | { readonly kind: 'no-session' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown-credentials' }
  /** The policies of these credentials do not allow it. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'no-such-host'; readonly host: string | null }
  /** The code is the system's, such as `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly place: string | null; readonly code: string }
  /** The code is that of TLS, such as `SELF_SIGNED_CERT_IN_CHAIN`. */
  | { readonly kind: 'untrusted'; readonly code: string }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'clock' }
  /** Something answered that is not AWS: a portal, say. */
  | { readonly kind: 'illegible' }
  /** What AWS or its SDK calls it; its words are left out. */
  | { readonly kind: 'other'; readonly name: string };

/** A question that has no answer: what it would tell stays open. */
export type AwsGap = {
  /** as a policy of IAM names it: `ec2:DescribeVpcs` */
  readonly action: string;
  readonly failure: AwsFailure;
};

/** What the account says of one cluster and of the network around it; without the cluster itself there is nothing to say. */
export type AwsReading =
  | {
      readonly ok: true;
      readonly region: string;
      readonly answers: readonly AwsAnswer[];
      readonly gaps: readonly AwsGap[];
    }
  | { readonly ok: false; readonly region: string | null; readonly gap: AwsGap };
