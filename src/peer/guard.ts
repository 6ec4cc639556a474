import { CannotMeasure } from '#core/check.ts';
import type { Endpoint, Io } from '#core/io.ts';
import { mayAsk, mayReach, type Policy } from './policy.ts';

/** One thing that the peer did, or would not do, for a session. */
export interface Act {
  readonly act: 'tcp.connect' | 'udp.exchange' | 'dns.ask';
  readonly to: string;
  readonly allowed: boolean;
}

export interface GuardOptions {
  readonly policy: Policy;
  readonly audit: (act: Act) => void;
  /** Called before each act; throws when the session has had enough. */
  readonly spend: () => void;
}

/** Returns the world as a session may use it: nothing goes to third parties, and each act is told. */
export function guardIo(io: Io, { policy, audit, spend }: GuardOptions): Io {
  const admit = (act: Act['act'], to: Endpoint, allowed: boolean): void => {
    audit({ act, to: `${to.address}:${to.port}`, allowed });
    if (!allowed) throw refusal(to);
    spend();
  };
  return {
    ...io,
    tcp: {
      connect: async (to, ...rest) => {
        admit('tcp.connect', to, mayReach(policy, to.address));
        return io.tcp.connect(to, ...rest);
      },
    },
    udp: {
      exchange: async (to, ...rest) => {
        admit('udp.exchange', to, mayReach(policy, to.address));
        return io.udp.exchange(to, ...rest);
      },
    },
    dns: {
      ask: async (server, ...rest) => {
        admit('dns.ask', server, mayAsk(policy, server.address));
        return io.dns.ask(server, ...rest);
      },
    },
  };
}

function refusal({ address }: Endpoint): CannotMeasure {
  return new CannotMeasure(
    `The peer may not send to ${address}: it is neither the host that called nor allowed at the peer.`,
    `Start the peer with --allow and a network that ${address} is in.`,
  );
}
