import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import type { ProbeFlow, ProbeLease, ProbeOutcome, ProbeRound } from '#core/path-mtu.ts';
import { confirmedNumber, encodeProbe } from '#lib/mtu-probe.ts';
import { fragmentsMade, routeMtu } from './route.ts';

/** Until a first answer has shown how far it is. */
const FIRST_WAIT_MS = 1000;
/** Whoever has not answered after so many round trips, and a moment for busy hosts, does not. */
const WAIT_ROUND_TRIPS = 4;
const LEAST_WAIT_MS = 120;
/** A burst that fills a queue would be a test of its own. */
const BURST_BYTES = 32_768;
const BUFFER_BYTES = 1024 * 1024;

interface Round {
  readonly sent: Map<number, { readonly sizeBytes: number; readonly atMs: number }>;
  readonly arrived: Set<number>;
  /** What the kernel was told of the path meanwhile. */
  toldBytes: number | null;
  readonly isOver: () => void;
}

/**
 * Opens a flow of datagrams that may not be fragmented: Linux forbids it for every datagram up to the path MTU that it
 * believes in (IP_PMTUDISC_WANT), and says EMSGSIZE once a router has refused one.
 */
export async function openUdpFlow(
  to: Endpoint,
  lease: ProbeLease,
  signal: AbortSignal,
): Promise<ProbeFlow> {
  const { interfaceMtuBytes } = await routeMtu(to.address, signal);
  const socket = createSocket({
    type: isIP(to.address) === 6 ? 'udp6' : 'udp4',
    recvBufferSize: BUFFER_BYTES,
    sendBufferSize: BUFFER_BYTES,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(to.port, to.address, resolve);
  });
  socket.removeAllListeners('error');
  const flow = new UdpFlow(socket, { to, lease });
  return {
    interfaceMtuBytes,
    round: (sizesBytes, own) => flow.round(sizesBytes, own),
    close: () => {
      socket.close();
    },
  };
}

class UdpFlow {
  readonly #socket: Socket;
  readonly #to: Endpoint;
  readonly #lease: ProbeLease;
  #sent = 0;
  #rttMs: number | undefined;
  #round: Round | undefined;

  constructor(
    socket: Socket,
    { to, lease }: { readonly to: Endpoint; readonly lease: ProbeLease },
  ) {
    this.#socket = socket;
    this.#to = to;
    this.#lease = lease;
    socket.on('message', (answer) => {
      this.#take(answer);
    });
    // EMSGSIZE: a router has refused a packet. Any other error is silence.
    socket.on('error', () => {
      void this.#ask();
    });
  }

  async round(sizesBytes: readonly number[], signal: AbortSignal): Promise<ProbeRound> {
    const before = await routeMtu(this.#to.address, signal);
    const fragments = await fragmentsMade();
    const over = Promise.withResolvers<undefined>();
    const round: Round = {
      ...{ sent: new Map(), arrived: new Set() },
      toldBytes: null,
      isOver: () => {
        over.resolve(undefined);
      },
    };
    this.#round = round;
    // Beyond what the kernel believes in it would split packets, or refuse them.
    const learned = before.learnedMtuBytes ?? Infinity;
    const held = sizesBytes.filter((sizeBytes) => sizeBytes > learned);
    await this.#send(
      sizesBytes.filter((sizeBytes) => sizeBytes <= learned),
      round,
    );
    this.#endWhenKnown();
    await this.#wait(over.promise, signal);
    const after = await routeMtu(this.#to.address, signal);
    if (after.learnedMtuBytes !== before.learnedMtuBytes) round.toldBytes = after.learnedMtuBytes;
    const hasSplit = (await fragmentsMade()) > fragments;
    return [
      ...held.map((sizeBytes): ProbeOutcome => heldBack(sizeBytes, before.learnedMtuBytes)),
      ...outcomesOf(round, hasSplit),
    ];
  }

  async #send(sizesBytes: readonly number[], round: Round): Promise<void> {
    const { ask } = this.#lease;
    const { address } = this.#to;
    let burstBytes = 0;
    for (const sizeBytes of sizesBytes) {
      this.#sent += 1;
      const number = this.#sent;
      round.sent.set(number, { sizeBytes, atMs: performance.now() });
      this.#sendOne(encodeProbe(ask, number, { sizeBytes, address }));
      burstBytes += sizeBytes;
      if (burstBytes < BURST_BYTES) continue;
      burstBytes = 0;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /**
   * A refusal that has come for an earlier packet is told to whoever sends next, and that packet stays here: it is sent
   * again.
   */
  #sendOne(datagram: Buffer): void {
    this.#socket.send(datagram, (error) => {
      if (error === null) return;
      void this.#ask();
      this.#socket.send(datagram, () => undefined);
    });
  }

  /** Ends as soon as all is known, and late enough for whoever is as far away as the first that answered. */
  async #wait(over: Promise<undefined>, signal: AbortSignal): Promise<void> {
    const startedMs = performance.now();
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => {
      aborted.reject(signal.reason as Error);
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', onAbort, { once: true });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      const look = (): void => {
        const waitedMs = performance.now() - startedMs;
        if (waitedMs >= this.#patienceMs()) resolve(undefined);
        else timer = setTimeout(look, 10);
      };
      look();
    });
    try {
      await Promise.race([over, late, aborted.promise]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  #patienceMs(): number {
    if (this.#rttMs === undefined) return FIRST_WAIT_MS;
    return Math.max(LEAST_WAIT_MS, WAIT_ROUND_TRIPS * this.#rttMs);
  }

  #take(answer: Uint8Array): void {
    const number = confirmedNumber(answer, this.#lease.answer);
    const sent = number === undefined ? undefined : this.#round?.sent.get(number);
    if (number === undefined || sent === undefined) return;
    this.#round?.arrived.add(number);
    this.#rttMs = Math.max(this.#rttMs ?? 0, performance.now() - sent.atMs);
    this.#endWhenKnown();
  }

  async #ask(): Promise<void> {
    const round = this.#round;
    const { signal } = new AbortController();
    const route = await routeMtu(this.#to.address, signal).catch(() => undefined);
    if (round === undefined || route === undefined) return;
    round.toldBytes = route.learnedMtuBytes;
    this.#endWhenKnown();
  }

  #endWhenKnown(): void {
    const round = this.#round;
    if (round === undefined) return;
    const isKnown = [...round.sent].every(
      ([number, { sizeBytes }]) =>
        round.arrived.has(number) || sizeBytes > (round.toldBytes ?? Infinity),
    );
    if (isKnown) round.isOver();
  }
}

function heldBack(sizeBytes: number, mtuBytes: number | null): ProbeOutcome {
  return { kind: 'too-big', sizeBytes, from: 'local', mtuBytes };
}

function outcomesOf(round: Round, hasSplit: boolean): ProbeRound {
  const { sent, arrived, toldBytes } = round;
  return [...sent].map(([number, { sizeBytes }]): ProbeOutcome => {
    const isBeyond = sizeBytes > (toldBytes ?? Infinity);
    // After a router's refusal this kernel splits what is larger: that it arrives proves nothing.
    if (arrived.has(number))
      return { kind: isBeyond && hasSplit ? 'fragmented' : 'arrived', sizeBytes };
    return isBeyond
      ? { kind: 'too-big', sizeBytes, from: 'path', mtuBytes: toldBytes }
      : { kind: 'silent', sizeBytes };
  });
}
