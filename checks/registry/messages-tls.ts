import { message } from '#core/messages.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import { EXAMPLE, type Facts, nameOf } from './facts.ts';

type Ending = Facts & { readonly validTo: string; readonly days: number; readonly issuer: string };

const ENDING = { ...EXAMPLE, validTo: '2026-10-17T00:00:00.000Z', issuer: 'Example Corp Root CA' };

const HOW: Readonly<Record<TcpOutcome['kind'], string>> = {
  connected: 'is open',
  refused: 'is refused: nobody listens there, or a firewall answers with a reset',
  reset: 'is reset',
  timeout: 'does not answer: a firewall drops it, or the host is down',
  'net-unreachable': 'is answered with "network unreachable"',
  'host-unreachable': 'is answered with "host unreachable", or by a firewall that prohibits it',
  prohibited: 'is forbidden by this host’s own policy',
};

/** The way to the registry, and its certificate. */
export const TLS_MESSAGES = {
  unresolved: message<{ registry: string; why: string }>({
    severity: 'fail',
    title: 'The registry’s name is not known',
    example: {
      registry: 'harbor.company.local',
      why: '10.80.1.53: harbor.company.local does not exist (NXDOMAIN)',
    },
    detail: ({ registry, why }) => `${registry} has no address: ${why}.`,
    fix: ({ registry }) =>
      `Let the resolvers of this side know it: dig ${registry}; see dns-forwarding.`,
  }),
  unreachable: message<
    Facts & { how: TcpOutcome['kind']; afterMs: number; sources: readonly string[] }
  >({
    severity: 'fail',
    title: 'The registry cannot be reached',
    example: { ...EXAMPLE, how: 'timeout', afterMs: 5001, sources: ['10.80.0.0/16'] },
    detail: ({ registry, address, port, how, afterMs }) =>
      `tcp/${port} of ${registry} (${address}) ${HOW[how]} (after ${(afterMs / 1000).toFixed(1)} s).`,
    fix: ({ address, port, sources }) =>
      `Allow tcp ${port} from ${sources.join(', ')} to ${address}, on every firewall between and on the registry’s own:\n$ nft add rule inet filter input ip saddr { ${sources.join(', ')} } tcp dport ${port} accept\nand see on the registry that it listens: ss -ltn 'sport = :${port}'`,
  }),
  noTls: message<Facts & { why: string }>({
    severity: 'fail',
    title: 'The registry does not speak TLS',
    example: { ...EXAMPLE, why: 'EPROTO' },
    detail: ({ address, port, why, ...facts }) =>
      `${nameOf({ ...facts, address, port })} (${address}) accepts the connection, and no TLS comes about: ${why}.`,
    fix: ({ registry, port }) =>
      `See what answers: openssl s_client -connect ${registry}:${port} -servername ${registry}. Plain HTTP needs http:// in hosts.toml, and shows every secret to the network; a black hole of the path MTU looks the same (see path-mtu).`,
  }),
  certificateExpired: message<Ending>({
    severity: 'fail',
    title: 'The registry’s certificate has expired',
    example: { ...ENDING, days: 35 },
    detail: ({ validTo, days, issuer, ...facts }) =>
      `The certificate of ${nameOf(facts)} ended on ${validTo.slice(0, 10)}, ${daysWords(days)} ago (issuer ${issuer}): every pull fails with x509. Nobody was logged in.`,
    fix: ({ registry }) =>
      `Renew it on the registry, with the whole chain, and reload its proxy (Harbor: hostname and https.certificate in harbor.yml, then ./prepare); look at this host’s clock if ${registry} is in order.`,
  }),
  certificateNotYetValid: message<Facts & { hours: number; issuer: string }>({
    severity: 'fail',
    title: 'The registry’s certificate is not valid yet',
    example: { ...EXAMPLE, hours: 2, issuer: 'Example Corp Root CA' },
    detail: ({ hours, issuer, ...facts }) =>
      `The certificate of ${nameOf(facts)} begins in ${hours} h, by this host’s clock (issuer ${issuer}).`,
    fix: () => 'Look at the clock first: timedatectl; chronyc tracking.',
  }),
  certificateExpiresSoon: message<Ending>({
    severity: 'warn',
    title: 'The registry’s certificate ends soon',
    example: { ...ENDING, days: 5 },
    detail: ({ validTo, days, issuer, ...facts }) =>
      `The certificate of ${nameOf(facts)} ends on ${validTo.slice(0, 10)}, in ${daysWords(days)} (issuer ${issuer}); then every pull fails.`,
    fix: () => 'Renew it, and see why whatever renews it has not yet.',
  }),
  certificateWrongName: message<Facts & { names: readonly string[] }>({
    severity: 'fail',
    title: 'The registry’s certificate is for another name',
    example: { ...EXAMPLE, names: ['DNS:other.example.com'] },
    detail: ({ names, ...facts }) =>
      `The certificate is for ${names.length === 0 ? 'no name' : names.join(', ')}, and not for ${facts.registry}. Nobody was logged in.`,
    fix: ({ registry }) =>
      `Have one made with ${registry} among its names (subjectAltName), or let images be called by a name that it has.`,
  }),
  certificateUntrusted: message<Facts & { issuer: string; authority: string | null; code: string }>(
    {
      severity: 'fail',
      title: 'Nobody vouches for the registry’s certificate',
      example: {
        ...EXAMPLE,
        issuer: 'Example Corp Root CA',
        authority: null,
        code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      },
      detail: ({ issuer, authority, code, ...facts }) =>
        `The certificate of ${nameOf(facts)}, issued by ${issuer}, is not signed by ${authority === null ? 'an authority that containerd trusts on this host' : `an authority in ${authority}`} (${code}). Nobody was logged in.`,
      fix: ({ registry, authority, port }) =>
        `See the chain that it sends: openssl s_client -connect ${registry}:${port} -showcerts. Where an intermediate is missing, let the registry send it; where ${issuerWords(authority)}`,
    },
  ),
  authorityUnreadable: message<Facts & { authority: string | null; why: string }>({
    severity: 'inconclusive',
    title: 'There is no authority to ask',
    example: { ...EXAMPLE, authority: '/etc/pki/company-ca.crt', why: 'ENOENT' },
    detail: ({ authority, why, ...facts }) =>
      `${authority ?? 'The authorities of this host'} cannot be read: ${why}. Whether the certificate of ${nameOf(facts)} can be trusted is not known, and nobody was logged in.`,
    fix: ({ authority }) =>
      authority === null
        ? 'Install them: apt-get install ca-certificates, or dnf install ca-certificates'
        : `Put the authority’s certificate (PEM) at ${authority}, or name another file under targets.registries.`,
  }),
};

function issuerWords(authority: string | null): string {
  return authority === null
    ? 'the authority is your own, name its file as targets.registries authority, and in hosts.toml for containerd.'
    : `${authority} is an old one, replace it. An authority that nobody here knows may be a proxy that decrypts TLS.`;
}

function daysWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
