import { authenticatedCodec } from './authenticated.ts';
import type { StampCodec } from './codec.ts';
import { UNAUTHENTICATED } from './unauthenticated.ts';

/** Returns the codec of a session: authenticated where its ends share a key. */
export function codecFor(key: Uint8Array | undefined): StampCodec {
  return key === undefined ? UNAUTHENTICATED : authenticatedCodec(key);
}
