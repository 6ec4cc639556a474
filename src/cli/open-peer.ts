import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { Peer } from '#core/peer.ts';
import type { SitePeer } from '#core/site.ts';
import { dialPsk } from '../io/psk.ts';
import { readSecret } from '../io/secret.ts';
import { greetPeer } from '../peer/client.ts';
import { unreachablePeer } from '../peer/lost.ts';
import { keyOf } from '../peer/token.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export interface OpenedPeer {
  readonly peer: Peer;
  close(): void;
}

/**
 * Calls the peer of the config. One that does not answer is no reason not to run: what takes it then says why.
 * Throws UsageError for a token that cannot be read, or is none.
 */
export async function openPeer(
  { host, port, token }: SitePeer,
  io: Io,
  shell: Shell,
): Promise<OpenedPeer> {
  const key = await peerKey(token, shell, 'peer.token');
  try {
    const channel = await dialPsk({ address: host, port }, key, new AbortController().signal);
    const tool = `hybrid-preflight ${shell.version}`;
    const peer = await greetPeer(channel, { tool, clock: io.clock });
    return {
      peer,
      close: () => {
        peer.close();
      },
    };
  } catch (error) {
    return { peer: unreachable(`${host}:${port}`, error), close: () => undefined };
  }
}

/** Returns the key that a token reference stands for. Throws UsageError, which never quotes the token. */
export async function peerKey(
  reference: string,
  { environment }: Shell,
  field: string,
): Promise<Buffer> {
  const secret = await readSecret(reference, environment);
  if (!secret.ok) throw new UsageError(`${field}: ${secret.why}`);
  const parsed = keyOf(secret.value);
  if (!parsed.ok) throw new UsageError(`${field}: ${parsed.why}`);
  return parsed.key;
}

function unreachable(place: string, error: unknown): Peer {
  if (error instanceof CannotMeasure) return unreachablePeer(error.message, error.fix);
  const why = error instanceof Error ? error.message : String(error);
  return unreachablePeer(
    `The peer at ${place} cannot be had: ${why}.`,
    `Start it there with the same token: hybrid-preflight peer --token-file …; see that the way to ${place} is open.`,
  );
}
