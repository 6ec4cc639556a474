import type { Borrowed } from '#core/far.ts';
import { lastHostOf } from '#lib/cidr/last-host.ts';
import { execute } from '../exec.ts';
import { isOwnAddress } from './own-address.ts';

/**
 * The kernel itself takes the address away after so long (ip-address(8), `valid_lft`): also when this process was
 * killed. While it is in use its time is renewed.
 */
const LIFETIME_S = 60;
const RENEW_MS = 20_000;
const TIMEOUT_MS = 5000;

/**
 * Gives this machine the last address of a network, on the loopback device, for a while. Needs root; never rejects
 * but with the signal's reason.
 */
export async function borrowAddress(network: string, signal: AbortSignal): Promise<Borrowed> {
  const address = lastHostOf(network);
  if (address === undefined) return { kind: 'unwilling', why: `${network} is no IPv4 network` };
  if (isOwnAddress(address)) return { kind: 'borrowed', address, release: () => Promise.resolve() };
  const trouble = await setAddress(address, 'replace', signal);
  if (trouble !== undefined) return { kind: 'unwilling', why: trouble };
  const over = new AbortController();
  const timer = setInterval(() => {
    void setAddress(address, 'replace', over.signal).catch(() => undefined);
  }, RENEW_MS);
  timer.unref();
  return {
    kind: 'borrowed',
    address,
    release: async () => {
      clearInterval(timer);
      if (over.signal.aborted) return;
      over.abort();
      await setAddress(address, 'del', new AbortController().signal);
    },
  };
}

/** Returns why it did not work; undefined where it did. */
async function setAddress(
  address: string,
  action: 'replace' | 'del',
  signal: AbortSignal,
): Promise<string | undefined> {
  const lifetime = [`${LIFETIME_S}`, 'preferred_lft', `${LIFETIME_S}`];
  const words = ['address', action, `${address}/32`, 'dev', 'lo'];
  const args = action === 'del' ? words : [...words, 'valid_lft', ...lifetime];
  const outcome = await execute('ip', args, { timeoutMs: TIMEOUT_MS, signal });
  if (outcome.kind === 'not-found') return 'the command ip is not installed';
  if (outcome.kind !== 'exited') return `ip address ${action} was ${outcome.kind}`;
  if (outcome.code === 0) return undefined;
  return outcome.stderr.includes('not permitted')
    ? `only root may add the address ${address}`
    : `ip address ${action} ${address} said: ${outcome.stderr.trim()}`;
}
