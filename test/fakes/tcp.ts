import type { Tcp, TcpOutcome, Udp, UdpOutcome } from '#core/io.ts';

/** How one imaginary port takes its connections, one after the other; the last word stays. */
export type Answers = readonly [TcpOutcome['kind'], ...TcpOutcome['kind'][]];

export interface FakeTcp extends Tcp {
  /** `address:port` of every connection, in order. */
  readonly asked: readonly string[];
}

/** Imaginary ports by `address:port`, or by address for all others there. A silent one takes all of its time. */
export function fakeTcp(ports: Readonly<Record<string, Answers>>, afterMs = 3): FakeTcp {
  const asked: string[] = [];
  return {
    asked,
    connect: async ({ address, port }, { timeoutMs }) => {
      const name = `${address}:${port}`;
      asked.push(name);
      const answers = ports[name] ?? ports[address] ?? ['timeout'];
      const turn = asked.filter((other) => other === name).length;
      const kind = answers[Math.min(turn, answers.length) - 1] ?? 'timeout';
      if (kind === 'timeout') await laterThanASleep();
      return { kind, afterMs: kind === 'timeout' ? timeoutMs : afterMs };
    },
  };
}

/** A clock whose sleeps take one turn of the event loop ends them before any silent port gives up. */
async function laterThanASleep(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** Imaginary UDP ports by `address:port`; any other is silent. */
export function fakeUdp(ports: Readonly<Record<string, UdpOutcome['kind']>>): Udp {
  return {
    exchange: async ({ address, port }, _datagram, { timeoutMs }) => {
      const kind = ports[`${address}:${port}`] ?? 'silence';
      if (kind === 'answer') return { kind, afterMs: 2, bytes: new Uint8Array([1]) };
      return { kind, afterMs: kind === 'silence' ? timeoutMs : 2 };
    },
  };
}
