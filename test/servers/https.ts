import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket, type TLSSocketOptions } from 'node:tls';
import type { Test } from 'tap';
import { createAuthority, issue, type Identity } from '../../src/demo/certificate.ts';

export const NAME = 'api.example.com';

export const authority = createAuthority('kubernetes');
export const otherAuthority = createAuthority('TLS Inspection');
export const good = issue(authority, { name: 'api', names: [NAME, '127.0.0.1'] });

/** A TCP server that lives as long as the test. Returns its port. */
export async function plainServer(t: Test, onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as { port: number }).port;
}

/** A TLS server that answers each request with the same bytes, or with what `say` does; `raw` is what TLS runs over. */
export async function tlsServer(
  t: Test,
  say: string | ((request: string, socket: Socket, raw: Socket) => void),
  { identity = good, options = {} }: { identity?: Identity; options?: TLSSocketOptions } = {},
): Promise<number> {
  const { key, cert } = identity;
  const secureContext = createSecureContext({ key, cert });
  return plainServer(t, (raw) => {
    const socket = new TLSSocket(raw, { isServer: true, secureContext, ...options });
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      if (typeof say === 'string') socket.write(say);
      else say(bytes.toString(), socket, raw);
    });
  });
}

/** An answer with its length, as servers give it. */
export function http(status: number, body: string, type = 'application/json'): string {
  return `HTTP/1.1 ${status} X\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
