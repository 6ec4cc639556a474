import type { Udp, UdpOutcome } from '#core/io.ts';
import type { Tcp, TcpOutcome } from '#core/tcp.ts';

/** How one imaginary port takes its connections, one after the other; the last word stays. */
export type Answers = readonly [TcpOutcome['kind'], ...TcpOutcome['kind'][]];

/** What an imaginary port says to what it is asked; nothing by default. */
export type Say = (place: string, request: Uint8Array) => Uint8Array;

export interface FakeTcp extends Tcp {
  /** `address:port` of every connection, in order. */
  readonly asked: readonly string[];
}

export interface FakeTcpOptions {
  readonly afterMs?: number;
  readonly say?: Say;
}

const NOTHING = new Uint8Array();

/** Imaginary ports by `address:port`, or by address for all others there. A silent one takes all of its time. */
export function fakeTcp(
  ports: Readonly<Record<string, Answers>>,
  { afterMs = 3, say = () => NOTHING }: FakeTcpOptions = {},
): FakeTcp {
  const asked: string[] = [];
  const connect: Tcp['connect'] = async ({ address, port }, { timeoutMs }) => {
    const name = `${address}:${port}`;
    asked.push(name);
    const answers = ports[name] ?? ports[address] ?? ['timeout'];
    const turn = asked.filter((other) => other === name).length;
    const kind = answers[Math.min(turn, answers.length) - 1] ?? 'timeout';
    if (kind === 'timeout') await laterThanASleep();
    return { kind, afterMs: kind === 'timeout' ? timeoutMs : afterMs };
  };
  return {
    asked,
    connect,
    kernelRttsMs: unreadable,
    exchange: async (to, { bytes }, options, signal) => {
      const outcome = await connect(to, options, signal);
      const isThere = outcome.kind === 'connected';
      return { outcome, bytes: isThere ? say(`${to.address}:${to.port}`, bytes) : NOTHING };
    },
  };
}

/** A network where connections are all that there is; whatever is said over one is not answered. */
export function connectOnly(connect: Tcp['connect']): Tcp {
  return {
    connect,
    kernelRttsMs: unreadable,
    exchange: async (to, _request, options, signal) => ({
      outcome: await connect(to, options, signal),
      bytes: NOTHING,
    }),
  };
}

/** As where ss(8) is not installed. */
const unreadable = (): Promise<undefined> => Promise.resolve(undefined);

/** A clock whose sleeps take one turn of the event loop ends them before any silent port gives up. */
async function laterThanASleep(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** Imaginary UDP ports by `address:port`; any other is silent. One that answers says what `say` does, or a byte. */
export function fakeUdp(
  ports: Readonly<Record<string, UdpOutcome['kind']>>,
  say: Say = () => new Uint8Array([1]),
): Udp {
  return {
    exchange: async ({ address, port }, datagram, { timeoutMs }) => {
      const name = `${address}:${port}`;
      const kind = ports[name] ?? 'silence';
      if (kind === 'answer') return { kind, afterMs: 2, bytes: say(name, datagram) };
      return { kind, afterMs: kind === 'silence' ? timeoutMs : 2 };
    },
  };
}
