import type { TlsFacts } from '#core/https.ts';

/** Returns the name of whoever signed the last certificate that came: the authority, or what stands before it. */
export function topIssuer({ chain }: Pick<TlsFacts, 'chain'>): string {
  return chain.at(-1)?.issuer ?? 'nobody';
}
