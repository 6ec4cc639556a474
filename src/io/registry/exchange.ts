import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';

/** Whom to ask, and whom to believe. */
export interface Server {
  /** The name of its certificate. */
  readonly name: string;
  readonly port: number;
  /** Where it is; without it, wherever the system's resolver says. */
  readonly address?: string;
  /** Authorities (PEM) that have to vouch for it; null takes anybody, and then nothing secret may be sent. */
  readonly ca: readonly string[] | null;
}

export interface Get {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** More is not read: the answer then is not whole. */
  readonly mostBytes: number;
  /** False where only its length counts. */
  readonly keepsBody: boolean;
}

export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
      readonly bytes: number;
      readonly isWhole: boolean;
      readonly firstByteMs: number;
      readonly bodyMs: number;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** One GET over TLS and a connection of its own. A `no` is a value; rejects only with the signal's reason. */
export function get(server: Server, question: Get, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const startedMs = performance.now();
    const sent = request(optionsOf(server, question));
    let onTime: () => void = () => {
      give({ kind: 'failed', why: 'timeout' });
    };
    const timer = setTimeout(() => {
      onTime();
    }, question.timeoutMs);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      sent.on('error', () => undefined);
      sent.destroy();
    };
    const give = (answer: Answer): void => {
      end();
      resolve(answer);
    };
    const onAbort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      give({ kind: 'failed', why: error.code ?? 'no answer' });
    });
    sent.once('response', (response) => {
      onTime = readBody(response, { ...question, startedMs }, give);
    });
    sent.end();
  });
}

function optionsOf({ name, port, address, ca }: Server, { path, headers }: Get): RequestOptions {
  return {
    method: 'GET',
    host: address ?? name,
    port,
    path,
    servername: isIP(name) === 0 ? name : '',
    headers: {
      host: port === 443 ? name : `${name}:${port}`,
      'user-agent': 'hybrid-preflight',
      ...headers,
    },
    agent: false,
    rejectUnauthorized: ca !== null,
    ...(ca === null ? {} : { ca: [...ca] }),
  };
}

type Reading = Pick<Get, 'mostBytes' | 'keepsBody'> & { readonly startedMs: number };

/** Returns what ends the reading when the time is over: what has come by then counts. */
function readBody(
  response: IncomingMessage,
  { mostBytes, keepsBody, startedMs }: Reading,
  give: (answer: Answer) => void,
): () => void {
  const firstByteMs = performance.now() - startedMs;
  const pieces: Buffer[] = [];
  let bytes = 0;
  const end = (isWhole: boolean): void => {
    const { statusCode: status = 0, headers } = response;
    const bodyMs = performance.now() - startedMs - firstByteMs;
    const body = Buffer.concat(pieces).toString('utf8');
    give({ kind: 'answer', status, headers, body, bytes, isWhole, firstByteMs, bodyMs });
  };
  response.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (keepsBody && bytes <= mostBytes) pieces.push(piece);
    if (bytes >= mostBytes) end(false);
  });
  response.once('end', () => {
    end(response.complete);
  });
  response.once('error', () => {
    end(false);
  });
  return () => {
    end(false);
  };
}
