import type { HttpsEnd, HttpsPhase } from '#core/https.ts';

const PHASES: Readonly<Record<HttpsPhase, string>> = {
  connect: 'to the SYN',
  proxy: 'to CONNECT',
  tls: 'to the ClientHello, which names the server',
  request: 'to the request',
  body: 'after the headers of the answer',
};

type Plain = Exclude<HttpsEnd['kind'], 'silent' | 'reset' | 'closed' | 'alert' | 'tls-failed'>;

const PLAIN: Readonly<Record<Plain, string>> = {
  answered: 'it was answered',
  refused: 'the connection is refused',
  'net-unreachable': 'there is no route to its network',
  'host-unreachable': 'a router says that the host is unreachable',
  prohibited: 'this host forbids the connection itself',
  'not-tls': 'what came is not TLS',
  'not-http': 'what came is not HTTP',
  'proxy-unresolved': 'the proxy’s name has no address',
  'proxy-refused': 'the proxy refused',
};

/** Says how an exchange ended, to be read after a colon. */
export function endWords(end: HttpsEnd): string {
  if ('alert' in end) return `the TLS alert ${end.alert}`;
  if ('why' in end) return `the handshake failed (${end.why})`;
  if (!('phase' in end)) return PLAIN[end.kind];
  switch (end.kind) {
    case 'silent':
      return `no answer ${PHASES[end.phase]}`;
    case 'reset':
      return `a TCP reset ${PHASES[end.phase]}`;
    case 'closed':
      return `the connection was closed ${PHASES[end.phase]}`;
  }
}
