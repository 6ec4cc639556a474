import type { TcpOutcome } from '#core/tcp.ts';

/** What each error of connect(2) says of the path. */
export const TCP_ERRORS: Readonly<Record<string, Exclude<TcpOutcome['kind'], 'connected'>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ENETUNREACH: 'net-unreachable',
  EHOSTUNREACH: 'host-unreachable',
  EACCES: 'prohibited',
  EPERM: 'prohibited',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
};
