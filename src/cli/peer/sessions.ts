import type { Channel } from '#core/channel.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Side } from '#core/far.ts';
import type { Io } from '#core/io.ts';
import { VPC_RESOLVER } from '../../peer/guard.ts';
import { serve } from '../../peer/session.ts';
import { checks } from '../../../checks/index.ts';
import type { Shell } from '../shell.ts';
import type { PeerSettings } from './options.ts';

export interface SessionWorld {
  readonly io: Io;
  readonly near: Side;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly settings: PeerSettings;
}

/** The hosts that are served. */
export interface Sessions {
  /** Serves the host at the other end; calls back when it has gone. */
  begin(channel: Channel, onEnd: () => void): void;
  /** True once there was one. */
  hasBegun(): boolean;
  /** One audit line. */
  tell(what: Readonly<Record<string, unknown>>): void;
}

/** As many hosts as join in one go. */
const MOST_SESSIONS = 16;

/** One audit line an act: time, session, caller, what. */
export async function createSessions(world: SessionWorld): Promise<Sessions> {
  const { io, near, shell, signal, settings } = world;
  const { allow, mayUsePort, mayMount, vpcResolver } = settings;
  const nameServers = [...(await ownNameServers(io)), vpcResolver ?? VPC_RESOLVER];
  let count = 0;
  let open = 0;
  const tell = (what: Readonly<Record<string, unknown>>): void => {
    shell.stderr.write(`${JSON.stringify({ time: shell.now(), ...what })}\n`);
  };
  const begin = (channel: Channel, onEnd: () => void): void => {
    count += 1;
    const session = count;
    const from = channel.remoteAddress;
    if (open >= MOST_SESSIONS) {
      tell({ session, from, event: 'refused', why: `${open} sessions are open` });
      channel.close();
      return;
    }
    open += 1;
    const options = {
      tool: `hybrid-preflight ${shell.version}`,
      checks,
      io,
      near,
      policy: { caller: from, allow, mayUsePort, mayMount, nameServers },
      ...(vpcResolver === undefined ? {} : { vpcResolver }),
      audit: (event: { readonly event: string }) => {
        tell({ session, from, ...event });
        if (event.event !== 'end') return;
        open -= 1;
        onEnd();
      },
    };
    serve(channel, options, signal);
  };
  return { begin, tell, hasBegun: () => count > 0 };
}

async function ownNameServers(io: Io): Promise<readonly Endpoint[]> {
  return io.host.nameServers(new AbortController().signal).catch(() => []);
}
