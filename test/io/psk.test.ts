import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Test, test } from 'tap';
import type { Channel } from '#core/channel.ts';
import { dialPsk, listenPsk } from '../../src/io/psk.ts';

const KEY = Buffer.alloc(32, 7);
const LOOPBACK = '127.0.0.1';
const never = new AbortController().signal;

/** A listener that sends back what it gets, and counts who came and who was refused. */
async function startEcho(t: Test) {
  const seen = { channels: [] as Channel[], refused: 0 };
  const listener = await listenPsk(
    { address: LOOPBACK, port: 0 },
    {
      key: KEY,
      onChannel: (channel) => {
        seen.channels.push(channel);
        channel.onBytes((piece) => {
          channel.send(piece);
        });
      },
      onRefused: () => (seen.refused += 1),
    },
  );
  t.teardown(() => listener.close());
  return { at: { address: LOOPBACK, port: listener.port }, seen, listener };
}

/** Sends, and waits for as many bytes back. */
function exchange(channel: Channel, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Uint8Array[] = [];
    channel.onBytes((piece) => {
      pieces.push(Buffer.from(piece));
      const all = Buffer.concat(pieces);
      if (all.length >= bytes.length) resolve(all);
    });
    channel.send(bytes);
  });
}

test('who holds the key talks, in messages of any size', async (t) => {
  const { at, seen } = await startEcho(t);
  const channel = await dialPsk(at, { key: KEY, signal: never });
  t.equal(channel.remoteAddress, LOOPBACK);
  for (const size of [1, 999, 1000, 1001, 5000, 300_000]) {
    const bytes = Buffer.alloc(size, size % 251);
    t.ok((await exchange(channel, bytes)).equals(bytes), `${size} bytes`);
  }
  t.equal(seen.channels.length, 1);
  channel.close();
});

test('what was sent before the end arrives, and the other side learns of the end', async (t) => {
  const { at, seen } = await startEcho(t);
  const channel = await dialPsk(at, { key: KEY, signal: never });
  await exchange(channel, Buffer.from('hello'));
  const [far] = seen.channels;
  const ended = new Promise((resolve) => far?.onClose(resolve));
  let received = 0;
  far?.onBytes((piece) => (received += piece.length));
  channel.send(Buffer.alloc(20_000));
  channel.close();
  await ended;
  t.equal(received, 20_000);
});

test('nobody without the key gets further than the handshake', async (t) => {
  const { at, seen } = await startEcho(t);
  await t.rejects(dialPsk(at, { key: Buffer.alloc(32, 8), signal: never }), 'another key');
  const attempts: readonly (readonly [string, () => Promise<string>])[] = [
    ['no key', () => said(connectTls({ ...here(at), rejectUnauthorized: false }))],
    [
      'old TLS',
      () =>
        said(
          connectTls({
            ...here(at),
            maxVersion: 'TLSv1.2',
            rejectUnauthorized: false,
            ciphers: 'PSK-AES128-GCM-SHA256:@SECLEVEL=0',
            pskCallback: () => ({ psk: KEY, identity: 'hybrid-preflight' }),
            checkServerIdentity: () => undefined,
          }),
        ),
    ],
    ['another identity', () => said(connectTls({ ...here(at), ...psk('root') }))],
    ['HTTP', () => said(connectTcp(here(at)), 'GET / HTTP/1.1\r\nHost: peer\r\n\r\n')],
    ['garbage', () => said(connectTcp(here(at)), Buffer.alloc(4096, 0xa5))],
  ];
  for (const [who, attempt] of attempts) {
    // At most a TLS alert comes back: seven bytes (RFC 8446 §6), whatever was sent.
    t.ok((await attempt()).length <= 7, who);
  }
  t.equal(seen.channels.length, 0);
  t.ok(seen.refused >= attempts.length, `${seen.refused} refused`);
  const channel = await dialPsk(at, { key: KEY, signal: never });
  t.equal((await exchange(channel, Buffer.from('still here'))).toString(), 'still here');
  channel.close();
});

test('who fails again and again is not listened to for a while; the session goes on', async (t) => {
  const { at, seen } = await startEcho(t);
  const channel = await dialPsk(at, { key: KEY, signal: never });
  for (let round = 0; round < 300; round += 1) {
    await said(connectTcp(here(at)), Buffer.alloc(64, 0xa5));
  }
  t.ok(seen.refused >= 10 && seen.refused < 20, `${seen.refused} handshakes were looked at`);
  t.equal((await exchange(channel, Buffer.from('unharmed'))).toString(), 'unharmed');
  channel.close();
});

test('nobody there, a signal, and a port that is taken are told at once', async (t) => {
  const { at, listener } = await startEcho(t);
  await t.rejects(
    listenPsk(at, { key: KEY, onChannel: () => undefined, onRefused: () => undefined }),
    { code: 'EADDRINUSE' },
  );
  await t.rejects(
    dialPsk(at, { key: KEY, signal: AbortSignal.abort(new Error('too late')) }),
    /too late/,
  );
  await listener.close();
  await t.rejects(dialPsk(at, { key: KEY, signal: never }), { code: 'ECONNREFUSED' });
});

function here({ address, port }: { readonly address: string; readonly port: number }) {
  return { host: address, port };
}

function psk(identity: string) {
  return {
    pskCallback: () => ({ psk: KEY, identity }),
    checkServerIdentity: () => undefined,
    ciphers: 'TLS_AES_128_GCM_SHA256',
  };
}

/** What a stranger gets to hear until it is hung up on. */
function said(socket: ReturnType<typeof connectTcp>, bytes?: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(text);
    });
    if (bytes !== undefined) socket.write(bytes);
  });
}
