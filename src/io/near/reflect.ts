import type { ReflectAt, Reflecting } from '#core/far.ts';
import { type Reflector, startReflector } from '../stamp/start-reflector.ts';
import { isOwnAddress } from './own-address.ts';

/** Beside the control channel's: one number for both in the rules of a firewall. */
const USUAL_PORT = 7443;

/** Answers test packets of one caller, at the usual port or, where that is taken, at any. Never rejects. */
export async function reflectHere({ address, caller }: ReflectAt): Promise<Reflecting> {
  if (!isOwnAddress(address)) return { kind: 'unwilling', why: `${address} is not its own` };
  try {
    const { port, key, ssid, counts, close } = await start(address, caller);
    return { kind: 'reflecting', port, key, ssid, counts: () => counts(), release: close };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { kind: 'unwilling', why: `its reflector did not start: ${code}` };
  }
}

async function start(address: string, caller: string): Promise<Reflector> {
  return startReflector({ address, caller, port: USUAL_PORT }).catch(() =>
    startReflector({ address, caller, port: 0 }),
  );
}
