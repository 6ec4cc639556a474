import { CannotMeasure } from '#core/check.ts';
import type { Channel } from '#core/channel.ts';
import { type Far, NOBODY, type Side } from '#core/far.ts';
import type { Clock } from '#core/io.ts';
import type { Peer } from '#core/peer.ts';
import type { SitePeer } from '#core/site.ts';
import { dialPsk, listenPsk } from '../io/psk.ts';
import { readSecret } from '../io/secret.ts';
import { greetPeer } from '../peer/client.ts';
import { unreachablePeer } from '../peer/lost.ts';
import { keyOf } from '../peer/token.ts';
import { Interrupted } from './interrupted.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export interface OpenedPeer {
  readonly peer: Peer;
  /** The peer as the other side of this host's own cases. */
  readonly far: Far;
  close(): Promise<void>;
}

export interface OwnSide {
  readonly clock: Clock;
  readonly near: Side;
  /** The address that this host calls from, where it is to be a certain one. */
  readonly from?: string;
}

/** How long a peer that calls this host may take to do so. */
const AWAIT_MS = 60_000;

/**
 * Meets the peer of the config. One that cannot be had is no reason not to run: what takes it then says why.
 * Throws UsageError for a token that cannot be read, or is none, and Interrupted where the user ends the wait.
 */
export async function openPeer(
  site: SitePeer,
  { clock, near, from }: OwnSide,
  shell: Shell,
): Promise<OpenedPeer> {
  const key = await peerKey(site.token, shell, 'peer.token');
  const tool = `hybrid-preflight ${shell.version}`;
  try {
    const met = await meet(site, { key, from }, shell);
    const peer = await greetPeer(met.channel, { tool, clock, near });
    const close = async (): Promise<void> => {
      await peer.close();
      await met.stopListening();
    };
    return { peer, far: peer.far, close };
  } catch (error) {
    if (error instanceof UsageError || error instanceof Interrupted) throw error;
    return { peer: unreachable(site, error), far: NOBODY, close: () => Promise.resolve() };
  }
}

interface Met {
  readonly channel: Channel;
  stopListening(): Promise<void>;
}

async function meet(
  { host, listen, port }: SitePeer,
  { key, from }: { readonly key: Buffer; readonly from: string | undefined },
  shell: Shell,
): Promise<Met> {
  if (listen !== undefined) return await answerCall({ address: listen, port }, key, shell);
  const to = { address: host ?? '', port };
  const { signal } = new AbortController();
  const channel = await dialPsk(to, { key, signal, ...(from === undefined ? {} : { from }) });
  return { channel, stopListening: () => Promise.resolve() };
}

/** Waits until the peer calls. Throws UsageError where this host cannot listen there. */
async function answerCall(
  at: { readonly address: string; readonly port: number },
  key: Buffer,
  shell: Shell,
): Promise<Met> {
  const called = Promise.withResolvers<Channel>();
  const timer = setTimeout(() => {
    called.reject(new Error(`nobody called within ${AWAIT_MS / 1000} s`));
  }, AWAIT_MS);
  const release = shell.onInterrupt((signal) => {
    called.reject(new Interrupted(signal));
  });
  const listener = await listenPsk(at, {
    key,
    onChannel: called.resolve,
    onRefused: () => undefined,
  }).catch((error: unknown) => {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(`peer.listen: cannot listen on ${at.address}:${at.port}: ${code}`);
  });
  shell.stderr.write(
    `Waiting for the peer to call ${at.address}:${at.port}; there: hybrid-preflight peer --dial ${at.address}:${at.port} --token-file …\n`,
  );
  try {
    return { channel: await called.promise, stopListening: () => listener.close() };
  } catch (error) {
    await listener.close();
    throw error;
  } finally {
    clearTimeout(timer);
    release();
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

function unreachable({ host, listen, port }: SitePeer, error: unknown): Peer {
  if (error instanceof CannotMeasure) return unreachablePeer(error.message, error.fix);
  const why = error instanceof Error ? error.message : String(error);
  const place = `${host ?? listen ?? ''}:${port}`;
  const command = host === undefined ? `peer --dial ${place}` : 'peer';
  return unreachablePeer(
    `The peer at ${place} cannot be had: ${why}.`,
    `Start it there with the same token: hybrid-preflight ${command} --token-file …; see that the way to ${place} is open.`,
  );
}
