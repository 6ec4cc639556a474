import type { Socket } from 'node:net';
import type { Test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import { serveTcp } from './dns.ts';

/** One call, taken apart by offsets alone: RFC 5531 §9 and §11. */
export interface Called {
  readonly xid: Buffer;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly flavor: number;
  readonly parameters: Buffer;
  readonly socket: Socket;
}

/** Words of 32 bits. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}

/** What stands behind a reply's xid: the call was done. */
export function success(...results: readonly Buffer[]): Buffer {
  return Buffer.concat([words(1, 0, 0, 0, 0), ...results]);
}

export const PROGRAM_UNAVAILABLE = words(1, 0, 0, 0, 1);

export function programMismatch(low: number, high: number): Buffer {
  return words(1, 0, 0, 0, 2, low, high);
}

/** A text with its length, filled up. */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([words(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** Returns a record that is sent in fragments of at most `fragmentBytes`. */
export function fragmented(message: Buffer, fragmentBytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < message.length; at += fragmentBytes) {
    const part = message.subarray(at, at + fragmentBytes);
    const isLast = at + fragmentBytes >= message.length;
    parts.push(words(part.length + (isLast ? 0x80000000 : 0)), part);
  }
  return Buffer.concat(parts);
}

/**
 * A real server on a free loopback port, gone when the test is. What `answer` returns is sent behind the call's xid;
 * where it returns nothing, it has seen to the connection itself.
 */
export function serveRpc(
  t: Test,
  answer: (called: Called) => Buffer | undefined,
): Promise<Endpoint> {
  return serveTcp(t, (socket) => {
    let heard = Buffer.alloc(0);
    socket.on('data', (piece: Buffer) => {
      heard = Buffer.concat([heard, piece]);
      if (heard.length < 4 || heard.length < 4 + (heard.readUInt32BE() & 0x7fffffff)) return;
      const called = takeApart(heard.subarray(4), socket);
      const reply = answer(called);
      if (reply !== undefined) socket.write(fragmented(Buffer.concat([called.xid, reply]), 30));
    });
  });
}

function takeApart(message: Buffer, socket: Socket): Called {
  const credentialBytes = message.readUInt32BE(28);
  return {
    xid: message.subarray(0, 4),
    program: message.readUInt32BE(12),
    version: message.readUInt32BE(16),
    procedure: message.readUInt32BE(20),
    flavor: message.readUInt32BE(24),
    parameters: message.subarray(32 + credentialBytes + 8),
    socket,
  };
}
