import { attempt, type Attempt } from '#core/attempt.ts';
import type { Channel } from '#core/channel.ts';
import type { AnyCheck } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import { narrow } from '#core/narrow.ts';
import { createAllowance } from './allowance.ts';
import { createFrameReader, encodeFrame } from './frame.ts';
import { type Act, guardIo } from './guard.ts';
import { type Answer, PROTOCOL, readRequest, type Request } from './messages.ts';
import type { Policy } from './policy.ts';

/** What a peer tells of a session, for its audit log. */
export type Event =
  | { readonly event: 'hello'; readonly tool: string; readonly protocol: number }
  | { readonly event: 'measure'; readonly id: number; readonly check: string }
  | ({ readonly event: 'act' } & Act)
  | { readonly event: 'broken'; readonly why: string }
  | { readonly event: 'end' };

export interface SessionOptions {
  readonly tool: string;
  readonly checks: readonly AnyCheck[];
  readonly io: Io;
  readonly policy: Policy;
  readonly audit: (event: Event) => void;
}

/** More at once than any host asks for. */
const MOST_MEASUREMENTS = 256;

/** Serves one host until it hangs up, breaks the protocol, or the signal aborts. */
export function serve(channel: Channel, options: SessionOptions, signal: AbortSignal): void {
  const { io, policy, audit } = options;
  const reader = createFrameReader();
  const running = new Map<number, AbortController>();
  const send = (answer: Answer): void => {
    channel.send(encodeFrame(answer));
  };
  const guarded = guardIo(io, {
    policy,
    audit: (act) => {
      audit({ event: 'act', ...act });
    },
    spend: createAllowance(io.clock.nowMs),
  });
  const session: Session = { ...options, guarded, running, send, isGreeted: false };
  const end = (): void => {
    for (const one of running.values()) one.abort(new Error('the session is over'));
  };
  let isOver = false;
  const hangUp = (why: string): void => {
    isOver = true;
    audit({ event: 'broken', why });
    channel.close();
    end();
  };
  channel.onBytes((piece) => {
    if (isOver) return;
    const reading = reader.push(piece);
    if (reading.kind === 'broken') {
      hangUp(reading.why);
      return;
    }
    for (const value of reading.messages) {
      const understood = readRequest(value);
      const objection = understood.ok ? obey(session, understood.message) : understood.why;
      if (objection !== undefined) {
        hangUp(objection);
        return;
      }
    }
  });
  channel.onClose(() => {
    end();
    audit({ event: 'end' });
  });
  signal.addEventListener('abort', () => {
    channel.close();
  });
}

interface Session extends SessionOptions {
  readonly guarded: Io;
  readonly running: Map<number, AbortController>;
  readonly send: (answer: Answer) => void;
  isGreeted: boolean;
}

/** Returns why the session must end; undefined where it may go on. */
function obey(session: Session, request: Request): string | undefined {
  if (request.type === 'hello') return greet(session, request);
  if (!session.isGreeted) return `"${request.type}" before "hello"`;
  switch (request.type) {
    case 'ping':
      session.send({ type: 'pong' });
      return undefined;
    case 'cancel':
      session.running.get(request.id)?.abort(new Error('the host no longer wants it'));
      return undefined;
    case 'measure':
      if (session.running.has(request.id)) return `measurement ${request.id} twice`;
      if (session.running.size >= MOST_MEASUREMENTS) return 'too many measurements at once';
      void measure(session, request);
      return undefined;
  }
}

function greet(
  session: Session,
  { tool, protocol }: Extract<Request, { type: 'hello' }>,
): string | undefined {
  session.audit({ event: 'hello', tool, protocol });
  // Said also to a host of another version, which then knows what to upgrade.
  session.send({
    type: 'welcome',
    protocol: PROTOCOL,
    tool: session.tool,
    checks: session.checks.map(({ id }) => id),
    observedAddress: session.policy.caller,
  });
  session.isGreeted = protocol === PROTOCOL;
  return session.isGreeted ? undefined : `protocol ${protocol}, not ${PROTOCOL}`;
}

async function measure(
  { checks, io, guarded, running, send, audit, policy }: Session,
  { id, check: checkId, target, deadlineMs }: Extract<Request, { type: 'measure' }>,
): Promise<void> {
  audit({ event: 'measure', id, check: checkId });
  const own = new AbortController();
  running.set(id, own);
  const check = checks.find((known) => known.id === checkId);
  const progress = (fraction: number, note: string): void => {
    send({ type: 'progress', id, fraction: Math.min(1, Math.max(0, fraction)), note });
  };
  const tried = await attempt(
    checkId,
    async (signal) => {
      if (check === undefined) throw new Error(`the peer has no check "${checkId}"`);
      const world = narrow({ ...guarded, progress }, check.needs);
      return check.measure(withCaller(target, policy.caller), world, signal);
    },
    { clock: io.clock, deadlineMs, signal: own.signal },
  );
  running.delete(id);
  send(answerOf(id, tried));
}

function answerOf(id: number, tried: Attempt): Answer {
  switch (tried.kind) {
    case 'measured':
      return { type: 'measured', id, measurement: tried.measurement };
    case 'faulted':
      return { type: 'failed', id, fault: tried.fault };
    case 'interrupted': {
      const fault = {
        kind: 'environment',
        message: 'It was cancelled.',
        fix: 'Run again.',
      } as const;
      return { type: 'failed', id, fault };
    }
  }
}

/** Where the config names no address of the host, the peer knows whom to call: its caller. */
function withCaller(target: Json, caller: string): Json {
  if (typeof target !== 'object' || target === null || !('host' in target)) return target;
  return target['host'] === 'this-node' ? { ...target, host: caller } : target;
}
