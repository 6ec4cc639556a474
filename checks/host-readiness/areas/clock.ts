import { isIP } from 'node:net';
import { clockStateOf } from '#lib/stamp/clock-state.ts';
import { askTime } from '../ask-time.ts';
import { defineArea, type World } from '../area.ts';
import { type ClockFacts, judgeClock, medianOffset, WARN_MS } from '../judge-clock.ts';
import { configuredServers } from '../time-servers.ts';

type ClockTarget = { readonly timeServers: readonly string[]; readonly timeoutMs: number };

const NTP_PORT = 123;

/** A pool gives four addresses at a time. */
const MOST_ADDRESSES = 4;
const MOST_SERVERS = 12;

export const clock = defineArea({
  name: 'clock',
  target: (_site, { timeServers, timeoutMs }): ClockTarget => ({ timeServers, timeoutMs }),
  look: async (world, { timeServers, timeoutMs }, signal): Promise<ClockFacts> => {
    const named = timeServers.map(placeOf);
    const { servers, hasReference } =
      named.length > 0 ? { servers: named, hasReference: false } : await configuredServers(world);
    const asked = servers
      .slice(0, MOST_SERVERS)
      .map((server) => askServer(world, { ...server, timeoutMs }, signal));
    const [answers, chrony] = await Promise.all([Promise.all(asked), chronyState(world, signal)]);
    return { hasReference, servers: answers, chrony };
  },
  judge: judgeClock,
  metrics: (facts: ClockFacts) => {
    const offsetMs = medianOffset(facts);
    return offsetMs === null
      ? []
      : [
          {
            name: 'clock_offset_ms',
            value: Math.abs(offsetMs),
            unit: 'ms',
            limit: { at: 'most', value: WARN_MS },
          },
        ];
  },
});

function placeOf(text: string): { readonly host: string; readonly port: number } {
  const [, host = text, port] = /^(.*):(\d+)$/.exec(text) ?? [];
  return { host, port: port === undefined ? NTP_PORT : Number(port) };
}

type Server = { readonly host: string; readonly port: number; readonly timeoutMs: number };

async function askServer(
  world: World,
  { host, port, timeoutMs }: Server,
  signal: AbortSignal,
): Promise<ClockFacts['servers'][number]> {
  const found =
    isIP(host) === 0
      ? await world.hostState.lookup(host, signal)
      : ({ kind: 'addresses', addresses: [host] } as const);
  if (found.kind === 'unknown') return { server: host, unknown: found.code, answers: [] };
  const answers = await Promise.all(
    found.addresses.slice(0, MOST_ADDRESSES).map(async (address) => ({
      address,
      answer: await askTime(world, { address, port, timeoutMs }, signal),
    })),
  );
  return { server: host, unknown: null, answers };
}

async function chronyState(
  { hostState }: World,
  signal: AbortSignal,
): Promise<ClockFacts['chrony']> {
  const told = await hostState.ask({ kind: 'chrony-tracking' }, signal);
  return told.kind === 'told' ? clockStateOf(told.text) : null;
}
