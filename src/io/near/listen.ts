import { randomBytes } from 'node:crypto';
import type { ListenAt, Listening } from '#core/far.ts';
import { ECHO_NONCE_BYTES, encodeAsk, encodeEcho } from '#lib/echo.ts';
import { isOwnAddress } from './own-address.ts';
import { ownerOf } from './owner.ts';
import { leaseTcp } from './tcp-lease.ts';
import { leaseUdp } from './udp-lease.ts';
import { createVisitors, type Visitors } from './visitors.ts';

/** Listens for the other side on a port of an address of this machine. Never rejects. */
export async function listenHere(at: ListenAt): Promise<Listening> {
  // A socket can be bound to an address that is not there (ip_nonlocal_bind), and then hears nothing.
  if (!isOwnAddress(at.address)) return { kind: 'not-here' };
  const ask = encodeAsk(randomBytes(ECHO_NONCE_BYTES));
  const nonce = randomBytes(ECHO_NONCE_BYTES);
  const visitors = createVisitors(at);
  const lease = at.protocol === 'tcp' ? leaseTcp : leaseUdp;
  try {
    const { close } = await lease({
      at,
      ask,
      echoTo: (source) => encodeEcho(nonce, source),
      saw: visitors.saw,
    });
    const { arrivals } = visitors;
    return { kind: 'listening', ask, answer: nonce, arrivals, release: close };
  } catch (error) {
    return refusalOf(error as NodeJS.ErrnoException, at, visitors);
  }
}

async function refusalOf(
  { code = 'an error without a code' }: NodeJS.ErrnoException,
  at: ListenAt,
  { arrivals }: Visitors,
): Promise<Listening> {
  switch (code) {
    case 'EADDRINUSE':
      return { kind: 'in-use', by: await ownerOf(at), arrivals, release: () => Promise.resolve() };
    case 'EADDRNOTAVAIL':
      return { kind: 'not-here' };
    case 'EACCES':
      return { kind: 'unwilling', why: `only root may listen on ${at.protocol}/${at.port}` };
    default:
      return {
        kind: 'unwilling',
        why: `listening on ${at.protocol}/${at.port} failed with ${code}`,
      };
  }
}
