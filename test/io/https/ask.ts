import type { HttpsExchange, HttpsRequest } from '#core/https.ts';
import { createDescriptors } from '../../../src/io/descriptors.ts';
import { createHttps } from '../../../src/io/https/https.ts';
import { authority, NAME } from '../../servers/https.ts';

export const io = createHttps(createDescriptors(100), {});

/** Asks a server of loopback as the endpoint of the tests. */
export function ask(
  port: number,
  parts: Partial<HttpsRequest> = {},
  timeoutMs = 2000,
): Promise<HttpsExchange> {
  const trust = { kind: 'given', authority: authority.cert } as const;
  return io.exchange(
    {
      to: { kind: 'address', address: '127.0.0.1' },
      ...{ name: NAME, port, path: '/livez', trust, idleMs: 0, ...parts },
    },
    { timeoutMs },
    new AbortController().signal,
  );
}
