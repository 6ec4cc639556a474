import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Endpoint } from '#core/endpoint.ts';
import type { CertificateFacts, RegistryFacts } from '#core/registry.ts';
import { socketFault } from '../socket-error.ts';
import { TCP_ERRORS } from '../tcp-errors.ts';
import { certificateFacts } from './certificate.ts';

export type Handshake =
  | Exclude<RegistryFacts, { kind: 'secured' }>
  | {
      readonly kind: 'secured';
      readonly protocol: string;
      readonly handshakeMs: number;
      readonly certificate: CertificateFacts;
      /** OpenSSL's objection to the certificate; null where it has none. */
      readonly objection: string | null;
    };

export interface HandshakeOptions {
  readonly name: string;
  /** Authorities to hold the certificate against (PEM). */
  readonly ca: readonly string[];
  readonly timeoutMs: number;
}

/** Opens a TLS connection, looks at the certificate whatever it is worth, and closes it. Nothing is sent over it. */
export async function shakeHands(
  to: Endpoint,
  { name, ca, timeoutMs }: HandshakeOptions,
  signal: AbortSignal,
): Promise<Handshake> {
  signal.throwIfAborted();
  const startedMs = performance.now();
  const socket = connect({
    host: to.address,
    port: to.port,
    servername: isIP(name) === 0 ? name : '',
    ca: [...ca],
    // Looking is all: whoever sends something verifies first.
    rejectUnauthorized: false,
  });
  const seen = { connected: false };
  socket.once('connect', () => {
    seen.connected = true;
  });
  const afterMs = (): number => performance.now() - startedMs;
  // Once closed, it has no certificate to show any more.
  const look = (): Handshake => securedBy(socket, name, afterMs());
  const ending = await endOf(socket, look, timeoutMs, signal);
  if (ending.kind === 'secured') return ending.handshake;
  if (seen.connected) return { kind: 'no-tls', why: ending.code };
  const how = TCP_ERRORS[ending.code];
  if (how !== undefined) return { kind: 'unreachable', how, afterMs: afterMs() };
  throw socketFault(ending.error, to);
}

type Ending =
  | { readonly kind: 'secured'; readonly handshake: Handshake }
  | { readonly kind: 'failed'; readonly code: string; readonly error: NodeJS.ErrnoException };

/** Waits for the first that happens, and closes the socket. Rejects only with the signal's reason. */
function endOf(
  socket: TLSSocket,
  look: () => Handshake,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Ending> {
  return new Promise<Ending>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      resolve({ kind: 'failed', code: error.code ?? error.message, error });
    };
    const timer = setTimeout(() => {
      fail(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    }, timeoutMs);
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('secureConnect', () => {
      resolve({ kind: 'secured', handshake: look() });
    });
    socket.on('error', fail);
    socket.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      fail(new Error('closed'));
    });
  }).finally(() => socket.destroy());
}

function securedBy(socket: TLSSocket, name: string, handshakeMs: number): Handshake {
  // Typed as an Error, it is the code of one.
  const said: unknown = socket.authorizationError;
  const objection = typeof said === 'string' ? said.slice(0, 100) : 'unknown';
  return {
    kind: 'secured',
    protocol: socket.getProtocol() ?? 'unknown',
    handshakeMs,
    certificate: certificateFacts(socket.getPeerCertificate(), name, Date.now()),
    objection: socket.authorized ? null : objection,
  };
}
