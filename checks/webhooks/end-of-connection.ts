import type { TcpOutcome } from '#core/tcp.ts';

const WORDS: Readonly<Record<TcpOutcome['kind'], string>> = {
  connected: 'it was answered',
  refused: 'the connection is refused',
  reset: 'a TCP reset',
  'net-unreachable': 'there is no route to its network',
  'host-unreachable': 'a router says that it is unreachable',
  prohibited: 'the peer’s own host forbids the connection',
  timeout: 'no answer to the SYN',
};

export function describeEnd(kind: TcpOutcome['kind']): string {
  return WORDS[kind];
}
