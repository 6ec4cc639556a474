import { type Agent, type IncomingMessage, request } from 'node:http';
import type { HttpAnswer, HttpsEnd } from '#core/https.ts';
import { bodyText, chosenHeaders, MOST_BODY_BYTES } from './answer.ts';
import { Ended, step, type StepOptions } from './step.ts';

export interface Question {
  readonly agent: Agent;
  readonly name: string;
  readonly port: number;
  readonly path: string;
  /** Read the whole body, so that the connection can be used again. */
  readonly isKept: boolean;
}

/** What was heard, and how hearing ended: headers are worth telling where the body stalls. */
export interface Heard {
  readonly answer: HttpAnswer;
  readonly firstByteMs: number;
  readonly end: HttpsEnd;
}

/** Many servers answer whom they do not know with an error. */
const USER_AGENT = 'hybrid-preflight';

const HTTPS_PORT = 443;

/** Whoever sends more than this for an error is not waited for. */
const MOST_KEPT_BYTES = 1024 * 1024;

/** Asks with a plain GET that carries no credentials, whoever listens. */
export async function ask(question: Question, options: Omit<StepOptions, 'phase'>): Promise<Heard> {
  const startedMs = performance.now();
  const response = await headersOf(question, { ...options, phase: 'request' });
  const firstByteMs = performance.now() - startedMs;
  const { bytes, end } = await bodyOf(response, question, { ...options, phase: 'body' });
  const { statusCode: status = 0 } = response;
  const answer = { status, headers: chosenHeaders(response), body: bodyText(bytes) };
  return { answer, firstByteMs, end };
}

function headersOf(
  { agent, name, port, path }: Question,
  options: StepOptions,
): Promise<IncomingMessage> {
  return step<IncomingMessage>(options, ({ done, failed, closed }) => {
    const host = port === HTTPS_PORT ? name : `${name}:${port}`;
    const headers = { host, accept: '*/*', 'user-agent': USER_AGENT };
    const sent = request({ agent, path, method: 'GET', headers });
    sent.once('response', done);
    // An answer with a change of protocol is none.
    sent.once('upgrade', closed);
    sent.on('error', failed);
    sent.once('close', closed);
    sent.end();
  });
}

async function bodyOf(
  response: IncomingMessage,
  { isKept }: Pick<Question, 'isKept'>,
  options: StepOptions,
): Promise<{ readonly bytes: Uint8Array; readonly end: HttpsEnd }> {
  let bytes = Buffer.alloc(0);
  let total = 0;
  const enough = isKept ? MOST_KEPT_BYTES : MOST_BODY_BYTES;
  try {
    await step<undefined>(options, ({ done, failed, closed }) => {
      response.on('data', (piece: Buffer) => {
        total += piece.length;
        const room = MOST_BODY_BYTES - bytes.length;
        if (room > 0) bytes = Buffer.concat([bytes, piece.subarray(0, room)]);
        if (total >= enough) done(undefined);
      });
      response.once('end', () => {
        done(undefined);
      });
      response.on('error', failed);
      response.once('close', closed);
    });
    return { bytes, end: { kind: 'answered' } };
  } catch (error) {
    if (error instanceof Ended) return { bytes, end: error.end };
    throw error;
  }
}
