import { defineMessages, message } from '#core/messages.ts';

/** What a finding says of one endpoint. `by`: straight, or through which proxy; `at`: which of its addresses. */
export type Facts = {
  readonly host: string;
  readonly port: number;
  readonly purpose: string;
  readonly by: string;
  readonly at: readonly string[];
  readonly what: string;
  readonly issuer: string;
  readonly notAfter: string;
  /** How many of its addresses were tried that way. */
  readonly tried: number;
};

const STS: Facts = {
  ...{ host: 'sts.eu-west-1.amazonaws.com', port: 443, purpose: 'credentials of pods (IRSA)' },
  ...{ by: 'straight', at: ['10.20.1.40'], what: 'no answer to the SYN', tried: 2 },
  ...{ issuer: 'CN=Example Corp TLS Inspection', notAfter: '2026-11-01T00:00:00.000Z' },
};

const PROXIED = 'through proxy.example.com:3128 (HTTPS_PROXY)';

export const { say, vocabulary } = defineMessages('aws-endpoints', {
  unresolved: message<Facts>({
    severity: 'fail',
    title: 'An endpoint of AWS has no address',
    example: { ...STS, at: [], what: '10.80.0.53: NXDOMAIN for it' },
    detail: ({ host, purpose, what }) => `${host} (${purpose}) does not resolve here: ${what}.`,
    fix: ({ host }) =>
      `Let the resolvers forward it, to the internet or to the Route 53 Resolver inbound endpoint: dig ${host}`,
  }),
  publicAnswer: message<Facts>({
    severity: 'fail',
    title: 'An endpoint resolves outside of the VPC',
    example: { ...STS, at: ['192.0.2.10'] },
    detail: ({ host, at }) =>
      `${host} resolves to ${at.join(', ')}, and answers are to come from interface endpoints in the VPC.`,
    fix: ({ host }) =>
      `Create the interface endpoint with private DNS in the VPC, and forward ${host} to the inbound endpoint. An S3 gateway endpoint does not serve on-premises hosts: create the interface one.`,
  }),
  unreachable: message<Facts>({
    severity: 'fail',
    title: 'An endpoint of AWS cannot be reached',
    example: STS,
    detail: (facts) => `${who(facts)}: ${facts.what}.`,
    fix: ({ host, port }) =>
      `Allow tcp ${port} to ${host} on the firewalls, by name where they can: its addresses change.\n$ curl -v https://${host}:${port}/`,
  }),
  reset: message<Facts>({
    severity: 'fail',
    title: 'A connection to AWS is broken off',
    example: { ...STS, what: 'a TCP reset to the ClientHello, which names the server' },
    detail: (facts) => `${who(facts)}: ${facts.what}. A firewall that filters by name does that.`,
    fix: ({ host, port }) =>
      `Allow ${host} in the URL and SNI filter:\n$ openssl s_client -connect ${host}:${port} -servername ${host}`,
  }),
  stalled: message<Facts>({
    severity: 'fail',
    title: 'An endpoint takes connections and then is silent',
    example: { ...STS, what: 'no answer to the ClientHello, which names the server' },
    detail: (facts) => `${who(facts)}: ${facts.what}.`,
    fix: ({ host }) =>
      `See whether large packets pass (path-mtu), and whether a filter drops ${host} by name.`,
  }),
  tlsRefused: message<Facts>({
    severity: 'fail',
    title: 'The TLS handshake is refused',
    example: { ...STS, what: 'the TLS alert handshake_failure' },
    detail: (facts) => `${who(facts)}: ${facts.what}.`,
    fix: ({ host, port }) =>
      `See who answers:\n$ openssl s_client -connect ${host}:${port} -servername ${host}`,
  }),
  intercepted: message<Facts>({
    severity: 'fail',
    title: 'A proxy decrypts TLS to AWS',
    example: STS,
    detail: (facts) =>
      `The certificate of ${who(facts)} was issued by “${facts.issuer}”, which is no public authority.${facts.what} Programs with authorities of their own, containers among them, do not trust it.`,
    fix: ({ host }) => `Exempt ${host} from TLS inspection; the issuer’s name leads to the device.`,
  }),
  certificateExpired: message<Facts>({
    severity: 'fail',
    title: 'A certificate is not in force',
    example: STS,
    detail: (facts) =>
      `The certificate of ${who(facts)} is in force until ${facts.notAfter}: not now, by this host’s clock.`,
    fix: () => 'See this host’s clock first: timedatectl; chronyc tracking',
  }),
  certificateWrongName: message<Facts>({
    severity: 'fail',
    title: 'A certificate is for another name',
    example: { ...STS, what: 'DNS:other.example.com' },
    detail: (facts) => `The certificate of ${who(facts)} is for ${facts.what}.`,
    fix: ({ host }) => `Correct what ${host} resolves to: another server answers at that address.`,
  }),
  blockPage: message<Facts>({
    severity: 'fail',
    title: 'A page answers in the place of AWS',
    example: { ...STS, what: '200 with a page titled “Blocked”' },
    detail: (facts) =>
      `${who(facts)} answers with ${facts.what}: a block page, a portal or a login page, and nothing of AWS.`,
    fix: ({ host }) => `Allow ${host} on the firewall or proxy that shows the page.`,
  }),
  notAws: message<Facts>({
    severity: 'fail',
    title: 'What answers is not AWS',
    example: { ...STS, what: '404 with text/plain' },
    detail: (facts) =>
      `${who(facts)} answers with ${facts.what}, which is not what AWS says there to somebody without credentials.`,
    fix: ({ host }) => `See who answers for it: dig ${host}; curl -v https://${host}/`,
  }),
  unwell: message<Facts>({
    severity: 'warn',
    title: 'An endpoint answers with an error of its own',
    example: { ...STS, what: '503 with application/json' },
    detail: (facts) => `${who(facts)} answers with ${facts.what}.`,
    fix: () =>
      'Run again; if it stays, look at https://health.aws.amazon.com, and at proxies in between.',
  }),
  proxyUnreachable: message<Facts>({
    severity: 'fail',
    title: 'The proxy cannot be reached',
    example: { ...STS, by: PROXIED, at: [] },
    detail: (facts) => `${who(facts)}: ${facts.what}.`,
    fix: () => 'Correct HTTPS_PROXY, or open the way to it: env | grep -i _proxy',
  }),
  proxyAuthentication: message<Facts>({
    severity: 'fail',
    title: 'The proxy wants credentials',
    example: { ...STS, by: PROXIED, at: [], what: '407 with text/html' },
    detail: (facts) => `${who(facts)}: the proxy answers CONNECT with ${facts.what}.`,
    fix: () =>
      'Put the user into HTTPS_PROXY where the services of this host have it, or let the proxy know this host by its address.',
  }),
  proxyRefused: message<Facts>({
    severity: 'fail',
    title: 'The proxy does not let an endpoint through',
    example: { ...STS, by: PROXIED, at: [], what: '403 with text/html' },
    detail: (facts) => `${who(facts)}: the proxy answers CONNECT with ${facts.what}.`,
    fix: ({ host, port }) =>
      `Allow CONNECT to ${host}:${port} on the proxy, or exempt it: NO_PROXY with ${host}.`,
  }),
  proxyUnusable: message<Facts>({
    severity: 'inconclusive',
    title: 'The proxy could not be tried',
    example: {
      ...STS,
      by: 'through HTTPS_PROXY',
      what: 'proxies of socks5:// are not supported here',
    },
    detail: ({ host, by, what }) => `${host} ${by}: ${what}.`,
    fix: () => 'Write it as http://host:port: env | grep -i _proxy',
  }),
  directClosed: message<Facts>({
    severity: 'note',
    title: 'Only the proxy leads to an endpoint',
    example: STS,
    detail: (facts) =>
      `${who(facts)}: ${facts.what}. Through the proxy it can be reached, and programs that do not know of the proxy will not.`,
    fix: () =>
      'Nothing to mend where all services have the proxy: kubelet, containerd, the SSM agent (systemd drop-ins).',
  }),
});

function who({ host, port, purpose, by, at, tried }: Facts): string {
  const some = at.length < tried ? `${at.length} of ${tried} addresses: ` : '';
  const where = at.length === 0 ? by : `${by}, ${some}${at.join(', ')}`;
  return `${host}:${port} (${purpose}; ${where})`;
}
