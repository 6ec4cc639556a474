import type { Socket } from 'node:net';
import type { HttpsExchange, HttpsRequest } from '#core/https.ts';
import type { ProxyChoice } from '#lib/proxy/choice.ts';
import { ask } from './ask.ts';
import type { Authorities } from './authorities.ts';
import { handshake, tlsFacts } from './handshake.ts';
import { askAfterIdle } from './idle.ts';
import { OneConnection } from './one-connection.ts';
import { Ended, type StepOptions } from './step.ts';
import { tcpConnection } from './tcp-connection.ts';
import { openTunnel } from './tunnel.ts';

export interface Conversation {
  readonly request: HttpsRequest;
  readonly proxy: Extract<ProxyChoice, { kind: 'proxy' }> | null;
  readonly authorities: Authorities;
}

type Options = Omit<StepOptions, 'phase'>;

/** What is known so far: whatever ends an exchange, the rest is told. */
type Known = { -readonly [Part in keyof HttpsExchange]: HttpsExchange[Part] };

/** Goes from a SYN to a body, and says how far it came. */
export async function converse(talk: Conversation, options: Options): Promise<HttpsExchange> {
  const known: Known = {
    ...{ end: { kind: 'answered' }, connectMs: null, proxyMs: null, tlsMs: null },
    ...{ firstByteMs: null, proxy: null, tls: null, http: null, idle: null },
  };
  const sockets: Socket[] = [];
  const own = (socket: Socket): void => void sockets.push(socket);
  try {
    await walk(talk, { known, own }, options);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    known.end = error.end;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  return known;
}

interface Course {
  readonly known: Known;
  readonly own: (socket: Socket) => void;
}

async function walk(talk: Conversation, { known, own }: Course, options: Options): Promise<void> {
  const { request, authorities } = talk;
  const { name, port, path, idleMs } = request;
  const pipe = await reach(talk, { known, own }, options);
  const secure = await timed(known, 'tlsMs', () => handshake(pipe, { name, authorities }, options));
  own(secure);
  known.tls = tlsFacts(secure, name, authorities);
  const agent = new OneConnection(secure);
  const question = { agent, name, port, path, isKept: idleMs > 0 };
  const { answer, firstByteMs, end } = await ask(question, options);
  Object.assign(known, { http: answer, firstByteMs: rounded(firstByteMs), end });
  if (idleMs > 0 && end.kind === 'answered') {
    known.idle = await askAfterIdle(secure, { ...question, idleMs }, options);
  }
}

/** Opens the way to the server: straight there, or through a proxy. */
async function reach(
  { request: { to, name, port }, proxy }: Conversation,
  { known, own }: Course,
  options: Options,
): Promise<Socket> {
  const place = proxy ?? { host: to.kind === 'address' ? to.address : name, port };
  const socket = await timed(known, 'connectMs', () => tcpConnection(place, own, options));
  if (proxy === null) return socket;
  const { credentials } = proxy;
  const tunnel = await timed(known, 'proxyMs', () =>
    openTunnel(socket, { name, port, credentials }, options),
  );
  known.proxy = tunnel.answer;
  if (!tunnel.isOpen) throw new Ended({ kind: 'proxy-refused' });
  return tunnel.socket;
}

async function timed<T>(
  known: Known,
  phase: 'connectMs' | 'proxyMs' | 'tlsMs',
  part: () => Promise<T>,
): Promise<T> {
  const startedMs = performance.now();
  const value = await part();
  known[phase] = rounded(performance.now() - startedMs);
  return value;
}

/** To a microsecond: more is noise. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
