import type { Channel } from '#core/channel.ts';

/** Two ends of one imaginary channel; what one sends the other gets a moment later, in pieces. */
export function channelPair(): readonly [Channel, Channel] {
  const ends = [createEnd('192.0.2.2'), createEnd('192.0.2.1')] as const;
  const connect = (from: End, to: End): Channel => ({
    remoteAddress: from.remoteAddress,
    localAddress: to.remoteAddress,
    backlogBytes: () => 0,
    send: (bytes) => {
      const half = Math.ceil(bytes.length / 2);
      for (const piece of [bytes.subarray(0, half), bytes.subarray(half)]) {
        setImmediate(() => {
          to.listen?.(piece);
        });
      }
    },
    close: () => {
      setImmediate(() => {
        for (const end of ends) {
          for (const tell of end.onClose.splice(0)) tell(undefined);
        }
      });
    },
    onBytes: (listener) => {
      from.listen = listener;
    },
    onClose: (listener) => {
      from.onClose.push(listener);
    },
  });
  return [connect(ends[0], ends[1]), connect(ends[1], ends[0])];
}

interface End {
  readonly remoteAddress: string;
  readonly onClose: ((why: string | undefined) => void)[];
  listen?: (piece: Uint8Array) => void;
}

function createEnd(remoteAddress: string): End {
  return { remoteAddress, onClose: [] };
}
