import { randomInt } from 'node:crypto';
import { connect, isIP } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import type { RpcOutcome } from '#core/rpc.ts';
import { encodeCall, type RpcProcedure } from '#lib/onc-rpc/call.ts';
import { createRecordJoiner, type RecordJoiner, withRecordMark } from '#lib/onc-rpc/record.ts';
import { decodeReply } from '#lib/onc-rpc/reply.ts';
import { XdrError } from '#lib/onc-rpc/xdr-error.ts';
import { readXdr } from '#lib/onc-rpc/xdr-read.ts';
import type { Descriptors } from '../descriptors.ts';
import { socketFault } from '../socket-error.ts';
import { TCP_ERRORS } from '../tcp-errors.ts';

export interface RpcClient {
  /**
   * Makes one call on a TCP connection of its own, from any port. Each end is an outcome. Throws TypeError for what is
   * no address, and CannotMeasure where this host cannot open a socket at all.
   */
  call<Answer>(
    to: Endpoint,
    procedure: RpcProcedure<Answer>,
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<RpcOutcome<Answer>>;
}

export function createRpcClient(descriptors: Descriptors): RpcClient {
  return {
    call: async (to, procedure, { timeoutMs }, signal) => {
      if (isIP(to.address) === 0) throw new TypeError(`${to.address} is no address`);
      return descriptors.hold(signal, () => exchange({ to, procedure, timeoutMs }, signal));
    },
  };
}

interface Exchange<Answer> {
  readonly to: Endpoint;
  readonly procedure: RpcProcedure<Answer>;
  readonly timeoutMs: number;
}

type WithoutTime<Outcome> = Outcome extends unknown ? Omit<Outcome, 'afterMs'> : never;
type RpcEnd<Answer> = WithoutTime<RpcOutcome<Answer>>;

/** A guessable xid lets others answer. */
const XID_VALUES = 2 ** 32;

async function exchange<Answer>(
  { to, procedure, timeoutMs }: Exchange<Answer>,
  signal: AbortSignal,
): Promise<RpcOutcome<Answer>> {
  const xid = randomInt(XID_VALUES);
  const call = withRecordMark(encodeCall(xid, procedure));
  const joiner = createRecordJoiner(procedure.mostReplyBytes);
  const { promise, resolve, reject } = Promise.withResolvers<RpcEnd<Answer>>();
  const startedMs = performance.now();
  const socket = connect({ host: to.address, port: to.port, autoSelectFamily: false });
  let isConnected = false;
  const endOfTalk = (kind: 'reset' | 'closed' | 'silence'): void => {
    resolve({ kind, receivedBytes: joiner.receivedBytes });
  };
  const timer = setTimeout(() => {
    if (isConnected) endOfTalk('silence');
    else resolve({ kind: 'timeout' });
  }, timeoutMs);
  const onAbort = (): void => {
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('connect', () => {
    isConnected = true;
    socket.write(call);
  });
  socket.on('data', (piece: Buffer) => {
    const end = endOf(joiner, piece, (record) => answerOf(procedure, xid, record));
    if (end !== undefined) resolve(end);
  });
  socket.once('end', () => {
    endOfTalk('closed');
  });
  // It stays: what a socket says after its end must not become an exception.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const kind = TCP_ERRORS[error.code ?? ''];
    if (kind === undefined) reject(socketFault(error, to));
    else if (kind === 'reset') endOfTalk(kind);
    else if (kind === 'timeout' && isConnected) endOfTalk('silence');
    else resolve({ kind });
  });
  try {
    const end = await promise;
    return { ...end, afterMs: performance.now() - startedMs };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

/** Returns how the call ends by what has come; undefined while its reply is not whole. */
function endOf<Answer>(
  joiner: RecordJoiner,
  piece: Buffer,
  answer: (record: Buffer) => RpcEnd<Answer>,
): RpcEnd<Answer> | undefined {
  const progress = joiner.push(piece);
  switch (progress.kind) {
    case 'incomplete':
      return undefined;
    case 'too-long':
      return { kind: 'malformed', why: 'a reply that is longer than any to this call' };
    case 'record':
      return answer(progress.bytes);
  }
}

function answerOf<Answer>(
  procedure: RpcProcedure<Answer>,
  xid: number,
  record: Buffer,
): RpcEnd<Answer> {
  try {
    const reply = decodeReply(record, xid);
    if (reply.kind !== 'success') return reply;
    const results = readXdr(reply.results);
    const answer = procedure.read(results);
    results.end();
    return { kind: 'answer', answer };
  } catch (error) {
    if (error instanceof XdrError) return { kind: 'malformed', why: error.message };
    throw error;
  }
}
