import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { ReflectAt, Reflecting } from '#core/far.ts';
import { type Reflector, startReflector } from '../stamp/start-reflector.ts';
import { isOwnAddress } from './own-address.ts';

/** Beside the control channel's: one number for both in the rules of a firewall. */
const USUAL_PORT = 7443;

/** As long as the digest of its HMAC (RFC 2104 §3). */
const KEY_BYTES = 32;

/** Answers test packets of one caller, at the usual port or, where that is taken, at any. Never rejects. */
export async function reflectHere({ address, caller }: ReflectAt): Promise<Reflecting> {
  if (!isOwnAddress(address)) return { kind: 'unwilling', why: `${address} is not its own` };
  try {
    const key = randomBytes(KEY_BYTES);
    const { port, ssid, counts, close } = await start({ address, caller }, key);
    return { kind: 'reflecting', port, key, ssid, counts: () => counts(), release: close };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { kind: 'unwilling', why: `its reflector did not start: ${code}` };
  }
}

async function start({ address, caller }: ReflectAt, key: Uint8Array): Promise<Reflector> {
  const callers = [`${caller}/${isIPv6(caller) ? 128 : 32}`];
  return startReflector({ address, callers, key, port: USUAL_PORT }).catch(() =>
    startReflector({ address, callers, key, port: 0 }),
  );
}
