/** What a server says when it takes a call and does not run it, or does not take it (RFC 5531 §9). */
export type RpcRefusal =
  /** PROG_UNAVAIL: this program is not served at this port. */
  | { readonly kind: 'program-unavailable' }
  /** PROG_MISMATCH: the program is served in other versions: these and perhaps what lies between. */
  | { readonly kind: 'program-mismatch'; readonly low: number; readonly high: number }
  | { readonly kind: 'procedure-unavailable' }
  | { readonly kind: 'garbage-arguments' }
  | { readonly kind: 'system-error' }
  /** RPC_MISMATCH: another version of the protocol beneath all programs. */
  | { readonly kind: 'rpc-mismatch'; readonly low: number; readonly high: number }
  /** AUTH_ERROR: `status` is its name in RFC 5531 §9, as `AUTH_TOOWEAK`, or `auth_stat 99`. */
  | { readonly kind: 'auth-error'; readonly status: string };

/** Why a call was not answered: what a connection does before and after it is there. */
export type RpcSilence =
  /** As in TcpOutcome: there was no connection. `timeout`: no SYN was answered. */
  | {
      readonly kind: 'refused' | 'net-unreachable' | 'host-unreachable' | 'prohibited' | 'timeout';
    }
  /** There was a connection, and it was reset, or ended in order, or nothing whole came in time. */
  | { readonly kind: 'reset' | 'closed' | 'silence'; readonly receivedBytes: number }
  /** Something came that is no reply to this call. */
  | { readonly kind: 'malformed'; readonly why: string };

/** How one remote procedure call ended, `afterMs` after its first SYN. */
export type RpcOutcome<Answer> = { readonly afterMs: number } & (
  { readonly kind: 'answer'; readonly answer: Answer } | RpcRefusal | RpcSilence
);
