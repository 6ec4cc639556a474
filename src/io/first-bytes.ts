import type { Socket } from 'node:net';

/** A TLS record that holds a handshake, of any version that a client may write there (RFC 8446 §5.1). */
const HANDSHAKE_RECORD = 0x16;
const TLS_MAJOR = 0x03;

/**
 * Calls `speaksTls` with what has been read put back once a connection begins like TLS; any other is hung up on,
 * without the cost of a TLS object, and so is one that says nothing for too long.
 */
export function awaitTls(socket: Socket, withinMs: number, speaksTls: () => void): void {
  const timer = setTimeout(() => socket.destroy(), withinMs);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    clearTimeout(timer);
  });
  let heard = Buffer.alloc(0);
  const onData = (piece: Buffer): void => {
    heard = Buffer.concat([heard, piece]);
    const [type, major = TLS_MAJOR] = heard;
    if (type !== HANDSHAKE_RECORD || major !== TLS_MAJOR) {
      socket.destroy();
      return;
    }
    if (heard.length < 2) return;
    clearTimeout(timer);
    socket.off('data', onData);
    socket.pause();
    socket.unshift(heard);
    speaksTls();
  };
  socket.on('data', onData);
}
