import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';

type Callback = (error: Error | null, stream: Duplex) => void;

/**
 * Sends requests over one connection that is there already, and never opens another. Between two requests it leaves
 * the connection alone: Node's own agent would ask for keep-alive packets, which are traffic and would spoil a test
 * without, and would close at the first word from afar, so that a reset could not be told from an end.
 */
export class OneConnection extends Agent {
  readonly #connection: Duplex;

  constructor(connection: Duplex) {
    super({ keepAlive: true });
    this.#connection = connection;
    this.removeAllListeners('free');
  }

  override createConnection(_options: object, callback?: Callback): Duplex | undefined {
    if (!this.#connection.destroyed) return this.#connection;
    const gone = Object.assign(new Error('the connection is gone'), { code: 'EPIPE' });
    callback?.(gone, this.#connection);
    return undefined;
  }
}
