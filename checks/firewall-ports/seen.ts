import type { Io } from '#core/io.ts';
import type { TcpProbe, UdpProbe } from './target.ts';

export type PortWorld = Pick<
  Io,
  'tcp' | 'udp' | 'dns' | 'host' | 'far' | 'clock' | 'trace' | 'share'
>;

/** What a probe sends where the other side listens for it, and how many bytes it is answered with. */
export type Question = { readonly bytes: Uint8Array; readonly answerBytes: number };

/** One probe without what the other side says of it. */
export type Seen = (Omit<TcpProbe, 'there' | 'lastHop'> | Omit<UdpProbe, 'there'>) & {
  readonly answer: Uint8Array;
};
