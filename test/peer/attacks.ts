import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

/** Where the attacked peer is. */
export interface Aim {
  readonly address: string;
  readonly port: number;
}

let sources = 0;

/** A fresh loopback address for each attack: one that failed often is not listened to for a while. */
export function freshSource(): string {
  sources += 1;
  const block = Math.floor(sources / 250);
  return `127.${9 + Math.floor(block / 250)}.${block % 250}.${1 + (sources % 250)}`;
}

function from({ address, port }: Aim) {
  return { host: address, port, localAddress: freshSource() };
}

/** What came back until the peer hung up, and whether it ever took the connection for one of its own. */
export interface Reply {
  readonly bytes: number;
  readonly isAccepted: boolean;
}

/** Connects plainly, says these bytes, and waits for the end. */
export function shout(aim: Aim, ...said: readonly (string | Buffer)[]): Promise<Reply> {
  const socket = connectTcp(from(aim));
  for (const one of said) socket.write(one);
  return replyOf(socket);
}

/** Tries a handshake of its own making. */
export function greet(aim: Aim, options: ConnectionOptions): Promise<Reply> {
  const socket = connectTls({ ...from(aim), rejectUnauthorized: false, ...options });
  let isAccepted = false;
  socket.once('secureConnect', () => (isAccepted = true));
  return replyOf(socket, () => isAccepted);
}

function replyOf(socket: Socket, isAccepted = () => false): Promise<Reply> {
  return new Promise((resolve) => {
    let bytes = 0;
    socket.on('data', (piece: Buffer) => (bytes += piece.length));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ bytes, isAccepted: isAccepted() });
    });
  });
}

/** Records all that one honest handshake and its first words send. */
export async function record(aim: Aim, talk: (through: Aim) => Promise<void>): Promise<Buffer> {
  const sent: Buffer[] = [];
  const server = createServer((near) => {
    const far = connectTcp({ host: aim.address, port: aim.port });
    near.on('data', (piece: Buffer) => sent.push(piece));
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await talk({
    address: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
  });
  server.close();
  return Buffer.concat(sent);
}

/** Says an honest first message, a byte now and then; resolves once the peer has ended all such connections. */
export async function slowLoris(aim: Aim, count: number, hello: Buffer): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: count }, () => {
      const socket = connectTcp(from(aim));
      let at = 0;
      const timer = setInterval(() => {
        at += 1;
        socket.write(hello.subarray(at - 1, at));
      }, 250);
      return replyOf(socket).finally(() => {
        clearInterval(timer);
      });
    }),
  );
  return performance.now() - startedMs;
}

/** Opens so many connections, a few hundred at once, says rubbish on each, and leaves. */
export async function flood(aim: Aim, count: number): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const socket = connectTcp(from(aim));
      const enough = setTimeout(() => socket.destroy(), 1000);
      socket.write(Buffer.alloc(64, left % 256));
      await replyOf(socket);
      clearTimeout(enough);
    }
  };
  await Promise.all(Array.from({ length: 200 }, one));
}
