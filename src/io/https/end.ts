import type { HttpsEnd, HttpsPhase } from '#core/https.ts';
import { alertName } from '#lib/https/alert-name.ts';

/** What each error of a socket says of the path. */
const CONNECT_ENDS: Readonly<Record<string, HttpsEnd>> = {
  ECONNREFUSED: { kind: 'refused' },
  ENETUNREACH: { kind: 'net-unreachable' },
  EHOSTUNREACH: { kind: 'host-unreachable' },
  EACCES: { kind: 'prohibited' },
  EPERM: { kind: 'prohibited' },
};

/** What OpenSSL says of bytes that are no TLS record. */
const NOT_TLS = [
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_RECORD_LAYER_FAILURE',
];

/** Returns how an exchange ends with this error; undefined where it tells nothing of the other side. */
export function endOf(error: NodeJS.ErrnoException, phase: HttpsPhase): HttpsEnd | undefined {
  const { code = '', message } = error;
  const [, alert] = /SSL alert number (\d+)/.exec(message) ?? [];
  if (alert !== undefined) return { kind: 'alert', phase, alert: alertName(Number(alert)) };
  if (NOT_TLS.includes(code)) return { kind: 'not-tls' };
  if (/^ERR_(SSL|OSSL|TLS)_/.test(code)) return { kind: 'tls-failed', why: code };
  if (code.startsWith('HPE_')) return { kind: 'not-http' };
  return CONNECT_ENDS[code] ?? brokenOff(error, phase);
}

/** Node calls an early end of the stream ECONNRESET as well, but then no call of the system failed. */
function brokenOff(
  { code = '', syscall }: NodeJS.ErrnoException,
  phase: HttpsPhase,
): HttpsEnd | undefined {
  if (code === 'ECONNRESET' && syscall === undefined) return { kind: 'closed', phase };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'reset', phase };
  if (code === 'ETIMEDOUT') return { kind: 'silent', phase };
  // Nothing but a proxy's name is looked up here.
  return NO_ADDRESS.includes(code) ? { kind: 'proxy-unresolved' } : undefined;
}

/** What getaddrinfo(3) says. */
const NO_ADDRESS = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'];
