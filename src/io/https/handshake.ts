import type { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { TlsFacts } from '#core/https.ts';
import { anchorOf } from './anchor.ts';
import type { Authorities } from './authorities.ts';
import { factsOf, oneLine, sentChain } from './certificate.ts';
import { step, type StepOptions } from './step.ts';

/** Completes a handshake with whoever answers: what is to be thought of the certificate, others decide. */
export async function handshake(
  socket: Socket,
  { name, authorities }: { readonly name: string; readonly authorities: Authorities },
  options: Omit<StepOptions, 'phase'>,
): Promise<TLSSocket> {
  return step<TLSSocket>({ ...options, phase: 'tls' }, ({ done, failed, closed }) => {
    const secure = connect({
      socket,
      secureContext: authorities.context,
      // RFC 6066 §3: an address is no server name.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    secure.once('secureConnect', () => {
      done(secure);
    });
    secure.on('error', failed);
    secure.once('close', closed);
  });
}

/** Says what the handshake told, as plain facts. */
export function tlsFacts(secure: TLSSocket, name: string, authorities: Authorities): TlsFacts {
  const chain = sentChain(secure.getPeerX509Certificate());
  const nowMs = Date.now();
  const given = authorities.kind === 'given' ? authorities.certificates : [];
  // Node declares an Error, and hands over OpenSSL's code.
  const objection: unknown = secure.authorizationError;
  return {
    protocol: secure.getProtocol() ?? '',
    alpn: typeof secure.alpnProtocol === 'string' ? secure.alpnProtocol : null,
    chain: chain.map((one) => factsOf(one, nowMs)),
    coversName: covers(chain[0], name),
    anchor: anchorOf(chain, authorities),
    trusted: given.map(({ subject }) => oneLine(subject)),
    isAuthorised: secure.authorized,
    objection: secure.authorized ? null : codeOf(objection),
  };
}

function covers(own: X509Certificate | undefined, name: string): boolean {
  if (own === undefined) return false;
  if (isIP(name) !== 0) return own.checkIP(name) !== undefined;
  // Go has ignored the common name since 1.15.
  return own.checkHost(name, { subject: 'never' }) !== undefined;
}

function codeOf(objection: unknown): string {
  if (objection instanceof Error) return (objection as NodeJS.ErrnoException).code ?? 'unknown';
  return typeof objection === 'string' ? objection : 'unknown';
}
