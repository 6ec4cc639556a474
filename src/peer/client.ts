import type { Channel } from '#core/channel.ts';
import type { Far, Side } from '#core/far.ts';
import type { Clock } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import type { Peer, PeerRequest } from '#core/peer.ts';
import { createTurns } from '#lib/turns.ts';
import { boundedFar } from './bounded-far.ts';
import { FarOverLink } from './far-over-link.ts';
import { Link } from './link.ts';
import type { Hello } from './messages.ts';
import { hostSidePolicy } from './side-policy.ts';
import { SideService } from './side-service.ts';

/** A peer that has answered. */
export interface ConnectedPeer extends Peer {
  readonly hello: Hello;
  /** The peer as the other side of this host's own cases. */
  readonly far: Far;
  /** Gives back what was lent to the peer, and hangs up. */
  close(): Promise<void>;
}

export interface Greeting {
  readonly tool: string;
  readonly clock: Clock;
  /** What this host can do for the peer. */
  readonly near: Side;
}

/** Each may have a port of this host listen: more would need more descriptors than a process may have. */
const MOST_MEASUREMENTS = 128;

/** Half of what the peer lends to one session. */
const MOST_LEASES = 256;

/**
 * Greets the peer at the other end of a channel. Rejects with CannotMeasure where it does not greet back, or is
 * of another version.
 */
export async function greetPeer(
  channel: Channel,
  { tool, clock, near }: Greeting,
): Promise<ConnectedPeer> {
  const targets = new Map<number, Json>();
  const policy = hostSidePolicy((within) => targets.get(within));
  const ends = { address: channel.localAddress, caller: channel.remoteAddress };
  const service = new SideService({ near, ends, clock, policy, audit: () => undefined });
  const link = new Link(channel, {
    clock,
    self: { role: 'host', tool, checks: [] },
    serve: async (request, { id, signal }) => {
      if (request.kind === 'measure') throw new Error('a host measures for itself');
      return service.serve(request, id, signal);
    },
  });
  link.onEnd(() => void service.close());
  const hello = await link.greeted;
  const turns = createTurns(MOST_MEASUREMENTS);
  const measure = async (
    { check, target, deadlineMs, progress }: PeerRequest,
    signal: AbortSignal,
  ): Promise<Json> => {
    const { id, result } = link.ask(
      { kind: 'measure', check, target, deadlineMs },
      { signal, progress },
    );
    targets.set(id, target);
    return result.finally(() => targets.delete(id));
  };
  return {
    hello,
    far: boundedFar(
      new FarOverLink({ link, address: ends.caller, ownAddress: ends.address, within: 0 }),
      MOST_LEASES,
    ),
    close: async () => {
      await service.close();
      link.close();
    },
    objection: (check) =>
      hello.checks.includes(check)
        ? undefined
        : `the peer (${hello.tool}) has no check ${check}: upgrade it`,
    measure: (request, signal) => turns.hold(signal, () => measure(request, signal)),
  };
}
