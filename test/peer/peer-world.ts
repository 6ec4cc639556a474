import type { Test } from 'tap';
import type { Side } from '#core/far.ts';
import type { Clock } from '#core/io.ts';
import type { Tcp } from '#core/tcp.ts';
import { parseCidr } from '#lib/cidr/parse.ts';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import { createClock } from '../../src/io/clock.ts';
import { type Event, serve } from '../../src/peer/session.ts';
import { fakeFar } from '../fakes/far.ts';
import { fakeIo } from '../fakes/io.ts';
import { connectOnly } from '../fakes/tcp.ts';
import { channelPair } from './pair.ts';

export const clock = createClock();

export const TARGET = {
  entry: 'kubelet',
  component: 'kubelet',
  protocol: 'tcp',
  host: 'this-node',
  port: 10250,
  weight: 'required',
  expects: 'path',
  note: '',
  sources: [],
  timeoutMs: 1000,
  asksDns: false,
  direction: 'to-on-prem',
  cluster: 'lab',
} as const;

export const REQUEST = {
  check: 'firewall-ports',
  target: TARGET,
  deadlineMs: 2000,
  progress: () => undefined,
};
/** A host that can do nothing for the peer. */
export const HOST = { tool: 'host 1', clock, near: fakeFar({}) };

export const never = new AbortController().signal;

export interface World {
  readonly asked: string[];
  readonly events: Event[];
}

function allowed(text: string) {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.cidr;
}

/** A peer at the other end, for a caller at 192.0.2.1, which answers every connection. */
export function startPeer(
  t: Test,
  connect?: Tcp['connect'],
  side: Side = fakeFar({}),
  itsClock: Clock = clock,
) {
  const [near, far] = channelPair();
  const world: World = { asked: [], events: [] };
  const stop = new AbortController();
  t.teardown(() => {
    stop.abort();
  });
  const io = fakeIo({
    clock: itsClock,
    trace: { run: () => Promise.resolve(undefined) },
    tcp: connectOnly(
      connect ??
        (({ address, port }) => {
          world.asked.push(`${address}:${port}`);
          return Promise.resolve({ kind: 'connected', afterMs: 1 });
        }),
    ),
  });
  const policy = {
    caller: '192.0.2.1',
    allow: [allowed('10.80.0.0/16')],
    mayUsePort: (port: number) => port !== 25,
    mayMount: false,
    nameServers: [{ address: '192.0.2.53', port: 53 }],
  };
  const audit = (event: Event): void => {
    world.events.push(event);
  };
  serve(
    far,
    { tool: 'peer 1', checks: [firewallPorts], io, near: side, policy, audit },
    stop.signal,
  );
  return { near, world, stop };
}
