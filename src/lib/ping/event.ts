/** Who wrote the lines: the families of ping(8) differ in what they print, and in what they can be believed on. */
export type PingDialect = 'iputils' | 'busybox' | 'inetutils' | 'bsd' | 'unknown';

/** The reason that came with a "destination unreachable" (RFC 792, RFC 1122 3.2.2.1, RFC 4443 3.1). */
export type UnreachableCode =
  | 'net'
  | 'host'
  | 'protocol'
  | 'port'
  | 'admin-prohibited'
  | 'net-prohibited'
  | 'host-prohibited'
  | 'source-route'
  | 'other';

/** Why ping itself could not do what it was told. */
export type FailureCause = 'permission' | 'unknown-host' | 'no-route' | 'bad-option' | 'other';

/** The `from` of what no packet brought: the kernel of this host refused to send. */
export const LOCAL = 'local';

/**
 * What one line of ping's output says. `sequence` is as printed: iputils counts from 1, the others from 0, modulo 65536;
 * null where the dialect does not say which packet. `unanswered` is not lost: a late answer may follow it.
 */
export type PingEvent =
  | {
      readonly kind: 'reply';
      readonly sequence: number;
      readonly ttl: number | null;
      readonly rttMs: number;
      readonly from: string;
      readonly isDuplicate: boolean;
    }
  | { readonly kind: 'unanswered'; readonly sequence: number }
  | {
      readonly kind: 'unreachable';
      readonly sequence: number | null;
      readonly from: string;
      readonly code: UnreachableCode;
      readonly text: string;
    }
  | { readonly kind: 'ttl-exceeded'; readonly sequence: number | null; readonly from: string }
  | {
      readonly kind: 'frag-needed';
      readonly sequence: number | null;
      readonly from: string;
      readonly mtuBytes: number | null;
    }
  | {
      readonly kind: 'summary';
      readonly transmitted: number;
      readonly received: number;
      readonly duplicates: number;
    }
  | { readonly kind: 'failure'; readonly cause: FailureCause; readonly text: string };
