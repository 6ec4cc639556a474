import type { Endpoint } from './endpoint.ts';

/**
 * How one TCP connection attempt ended, `afterMs` after its first SYN.
 * `prohibited` is a policy of this host (EACCES, EPERM); an ICMP "administratively prohibited" from
 * afar reaches a program as `host-unreachable`, so the judge may only say that either is possible.
 */
export type TcpOutcome =
  | { readonly kind: 'connected'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly afterMs: number }
  | { readonly kind: 'reset'; readonly afterMs: number }
  | { readonly kind: 'net-unreachable'; readonly afterMs: number }
  | { readonly kind: 'host-unreachable'; readonly afterMs: number }
  | { readonly kind: 'prohibited'; readonly afterMs: number }
  | { readonly kind: 'timeout'; readonly afterMs: number };

/** What came back over a connection; empty where it could not be opened, or nothing came. */
export type TcpAnswer = { readonly outcome: TcpOutcome; readonly bytes: Uint8Array };

export interface Tcp {
  /**
   * Opens so many connections side by side and returns the round trips of their handshakes in milliseconds, as the
   * kernel timed them. Empty where none opens; undefined where the kernel's numbers cannot be read.
   */
  kernelRttsMs(
    to: Endpoint,
    options: { readonly count: number; readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<readonly number[] | undefined>;
  /** Opens a connection and closes it at once. Throws only when this host cannot open a socket at all. */
  connect(
    to: Endpoint,
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<TcpOutcome>;
  /**
   * Opens a connection, sends one request and takes `answerBytes` back, or less where the other side ends or
   * the time is over. A reset after the handshake is the outcome `reset`.
   */
  exchange(
    to: Endpoint,
    request: { readonly bytes: Uint8Array; readonly answerBytes: number },
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<TcpAnswer>;
}
